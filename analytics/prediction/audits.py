"""How far guesses err for groups that must not fare worse; the one reader of backgrounds.

What a group is, is never an input: it is looked up here after the guess was made.
"""

from collections.abc import Iterator

import numpy as np

from analytics.prediction.measures import auc, mean_interval
from students.models import Enrolment

GROUPS = ("gender", "age_band", "disability", "deprivation_band", "region")
FEWEST = 50  # of a smaller group nothing can be said, and nobody is to be recognised
ROUNDS = 500


def groups_of(enrolments: np.ndarray) -> dict[str, np.ndarray]:
    """For each audited attribute the word of each enrolment, empty where nothing is known."""
    columns = [f"result__background__{name}" for name in GROUPS]
    found = {row[0]: row[1:] for row in _rows(enrolments, columns)}
    nothing = (None,) * len(GROUPS)
    words = np.array(
        [[_word(value) for value in found.get(int(one), nothing)] for one in enrolments], str
    ).reshape(-1, len(GROUPS))
    return dict(zip(GROUPS, words.T, strict=True))


def audit(enrolments, guess, outcome) -> list[dict]:
    """For each group large enough: how many, what was guessed, what came true, and the gap."""
    found = []
    for attribute, words in groups_of(enrolments).items():
        for word in sorted(set(words) - {""}):
            rows = words == word
            if rows.sum() >= FEWEST:
                found.append(
                    {"attribute": attribute, "group": word} | gap(guess[rows], outcome[rows])
                )
    return found


def gap(guess, outcome) -> dict:
    """Guessed too high: above 0; with the interval of resampled students."""
    interval = mean_interval(guess - outcome, ROUNDS)
    return {
        "n": len(guess),
        "guess": float(guess.mean()),
        "came_true": float(outcome.mean()),
        "gap": float((guess - outcome).mean()),
        "gap_interval": [interval.low, interval.high],
        "auc": auc(guess, outcome),
    }


def _rows(enrolments: np.ndarray, columns: list[str]) -> Iterator[tuple]:
    known = [int(one) for one in enrolments]
    for start in range(0, len(known), 500):
        chunk = Enrolment.objects.filter(pk__in=known[start : start + 500]).order_by()
        yield from chunk.values_list("pk", *columns)


def _word(value) -> str:
    return "" if value is None else str(value)
