"""Whether one model guesses better than another of the same students, and is sure to."""

from collections.abc import Iterable

import numpy as np

from analytics.prediction.evaluations import Test
from analytics.prediction.measures import Interval, mean_interval


def difference(tests: Iterable[Test], others: Iterable[np.ndarray]) -> tuple[float, Interval]:
    """The mean difference of squared errors to another model's guesses, below 0 where better.

    A student counts once, with the mean over the weeks: whoever stays long is no more evidence.
    """
    enrolments, errors = [], []
    for test, other in zip(tests, others, strict=True):
        outcome = test.sample.outcome
        errors.append((test.guess - outcome) ** 2 - (other - outcome) ** 2)
        enrolments.append(test.sample.enrolments)
    _, place = np.unique(np.concatenate(enrolments), return_inverse=True)
    by_student = np.bincount(place, np.concatenate(errors)) / np.bincount(place)
    return float(by_student.mean()), mean_interval(by_student)
