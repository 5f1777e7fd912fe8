"""How far guesses err for groups that must not fare worse; the one reader of backgrounds.

What a group is, is never an input: it is looked up here after the guess was made, by the way that
is there for audits alone.
"""

from collections.abc import Iterator

import numpy as np

from analytics.prediction.comparisons import interval
from analytics.prediction.measures import auc
from students.sight import Sight

GROUPS = ("gender", "age_band", "disability", "deprivation_band", "region")
FEWEST = 50  # students: of a smaller group nothing can be said, and nobody is to be recognised
ROUNDS = 500
AGES = (18, 22, 26, 36, 56)  # years with which a band begins, where a source has ages


def groups_of(enrolments: np.ndarray) -> dict[str, np.ndarray]:
    """For each audited attribute the word of each enrolment, empty where nothing is known."""
    found = dict(_rows(enrolments))
    nothing = ("",) * len(GROUPS)
    words = np.array([found.get(int(one), nothing) for one in enrolments], str)
    return dict(zip(GROUPS, words.reshape(-1, len(GROUPS)).T, strict=True))


def age_band(age: int) -> str:
    """The band of an age in years: "under 18", "18-21", "56 and over"."""
    if age < AGES[0]:
        return f"under {AGES[0]}"
    above = [start for start in AGES if start > age]
    first = max(start for start in AGES if start <= age)
    return f"{first}-{above[0] - 1}" if above else f"{first} and over"


def audit(enrolments, students, guess, outcome) -> list[dict]:
    """For each group large enough: how many, what was guessed, what came true, and the gap.

    One entry per enrolment; `students` says whose each is. A group is as large as its students are
    many, however many courses each of them takes.
    """
    found = []
    for attribute, words in groups_of(enrolments).items():
        for word in sorted(set(words) - {""}):
            rows = words == word
            if len(np.unique(students[rows])) >= FEWEST:
                told = gap(students[rows], guess[rows], outcome[rows])
                found.append({"attribute": attribute, "group": word} | told)
    return found


def gap(students, guess, outcome) -> dict:
    """Guessed too high: above 0; with the interval of resampled students, with all they have."""
    drawn = interval(guess - outcome, students, ROUNDS)
    return {
        "n": len(guess),
        "guess": float(guess.mean()),
        "came_true": float(outcome.mean()),
        "gap": float((guess - outcome).mean()),
        "gap_interval": [drawn.low, drawn.high],
        "auc": auc(guess, outcome),
    }


def _rows(enrolments: np.ndarray) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each enrolment with its words, an age told as its band where the source has no bands."""
    audited = Sight(user_id=None, everything=True).audited_backgrounds().order_by()
    known = [int(one) for one in enrolments]
    for start in range(0, len(known), 500):
        chunk = audited.filter(result__enrolments__in=known[start : start + 500])
        for pk, age, *row in chunk.values_list("result__enrolments", "age", *GROUPS):
            words = dict(zip(GROUPS, map(_word, row), strict=True))
            if not words["age_band"] and age is not None:
                words["age_band"] = age_band(age)
            yield pk, tuple(words.values())


def _word(value) -> str:
    return "" if value is None else str(value)
