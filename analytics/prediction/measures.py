"""How good guesses were, once it is known what became of those they were made about.

`guess` is a probability, `outcome` 0 or 1; one of each per row.
"""

from dataclasses import asdict, dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

BINS = 15
TOP_SHARE = 0.1
TOP = ("precision", "recall")
ROUNDS = 1000
SEED = 0


@dataclass(frozen=True)
class Interval:
    """The middle 95 % of what resampled rows give."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Bin:
    """Rows of about the same guess: its mean, the share that came true, and how many they are."""

    guess: float
    outcome: float
    n: int


def auc(guess, outcome) -> float | None:
    """The chance that of two, the one it came true for had the higher guess; None: all alike."""
    return float(roc_auc_score(outcome, guess)) if 0 < outcome.sum() < len(outcome) else None


def brier(guess, outcome) -> float:
    return float(np.mean((guess - outcome) ** 2))


def bins(guess, outcome) -> list[Bin]:
    """Fifteen bins of equal count, by guess; equal guesses share one, so that no order matters."""
    ordered = np.argsort(guess, kind="stable")
    told = guess[ordered]
    lasts = np.cumsum([len(rows) for rows in np.array_split(ordered, BINS)])[:-1] - 1
    ends = np.unique(np.searchsorted(told, told[lasts[lasts >= 0]], "right"))
    return [
        Bin(float(guess[rows].mean()), float(outcome[rows].mean()), len(rows))
        for rows in np.split(ordered, ends)
        if len(rows)
    ]


def calibration_error(guess, outcome) -> float:
    """How far guesses lie from what came true, as a mean over the bins; never below 0.

    Chance alone makes it more than 0, and resampled rows, among which there are equal ones, make it
    larger still: its interval of resampled rows lies too high, and is not to be read as a test.
    """
    return sum(one.n * abs(one.guess - one.outcome) for one in bins(guess, outcome)) / len(guess)


def top(guess, outcome) -> dict[str, float | None]:
    """Of the tenth guessed highest: the share it came true for, and the share of all found."""
    count = max(1, round(TOP_SHARE * len(guess)))
    found = outcome[np.argsort(-guess, kind="stable")[:count]].sum()
    total = outcome.sum()
    return {"precision": float(found / count), "recall": float(found / total) if total else None}


def top_interval(name: str, guess, outcome, rounds: int) -> list[float]:
    """That of one of the measures of the tenth guessed highest, from resampled rows."""
    interval = resampled(lambda *drawn: top(*drawn)[name], guess, outcome, rounds=rounds)
    return [interval.low, interval.high]


def resampled(measure, *columns, rounds: int = ROUNDS) -> Interval:
    """The interval of a measure of columns, from rows drawn again and again."""
    draw, count = np.random.default_rng(SEED), len(columns[0])
    found = []
    for _ in range(rounds):
        rows = draw.integers(0, count, count)
        found.append(measure(*(column[rows] for column in columns)))
    known = [one for one in found if one is not None]
    low, high = np.percentile(known, (2.5, 97.5)) if known else (np.nan, np.nan)
    return Interval(float(low), float(high))


def measured(guess, outcome, rounds: int = ROUNDS) -> dict:
    """All measures of one day by name, with intervals where they are asked for."""
    found = {
        "n": len(guess),
        "came_true": float(outcome.mean()),
        "auc": auc(guess, outcome),
        "brier": brier(guess, outcome),
        "ece": calibration_error(guess, outcome),
        "top": top(guess, outcome),
    }
    if rounds:
        for name, measure in (("auc", auc), ("brier", brier), ("ece", calibration_error)):
            interval = resampled(measure, guess, outcome, rounds=rounds)
            found[f"{name}_interval"] = [interval.low, interval.high]
        found["top_interval"] = {name: top_interval(name, guess, outcome, rounds) for name in TOP}
    return found | {"bins": [asdict(one) for one in bins(guess, outcome)]}
