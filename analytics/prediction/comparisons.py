"""Whether one model guesses better than another of the same students, and is sure to."""

from collections.abc import Iterable

import numpy as np

from analytics.prediction.evaluations import Test
from analytics.prediction.measures import ROUNDS, Interval, resampled

FEWEST_COURSES = 10  # drawn anew, fewer courses say nothing of courses


def difference(
    tests: Iterable[Test], others: Iterable[np.ndarray], students: dict[int, int]
) -> tuple[float, Interval]:
    """The mean difference of squared errors to another model's guesses, below 0 where better.

    An enrolment counts once, with the mean over the weeks: whoever stays long is no more evidence.
    For the interval whole courses are drawn anew where there are ten or more of them, because the
    students of one course share its fate; with fewer, whole students, with all their enrolments.
    `students` says whose each enrolment is.
    """
    enrolments, courses, errors = [], [], []
    for test, other in zip(tests, others, strict=True):
        outcome = test.sample.outcome
        errors.append((test.guess - outcome) ** 2 - (other - outcome) ** 2)
        enrolments.append(test.sample.enrolments)
        courses.append(test.sample.course)
    each, first, place = np.unique(
        np.concatenate(enrolments), return_index=True, return_inverse=True
    )
    mean = np.bincount(place, np.concatenate(errors)) / np.bincount(place)
    drawn = np.concatenate(courses)[first]
    if len(np.unique(drawn)) < FEWEST_COURSES:
        drawn = np.array([students[int(one)] for one in each])
    return float(mean.mean()), interval(mean, drawn)


def interval(values: np.ndarray, unit: np.ndarray, rounds: int = ROUNDS) -> Interval:
    """That of the mean of values, from units drawn again and again with all values they have."""
    place = np.unique(unit, return_inverse=True)[1]
    sums, counts = np.bincount(place, values), np.bincount(place)
    return resampled(lambda total, count: total.sum() / count.sum(), sums, counts, rounds=rounds)
