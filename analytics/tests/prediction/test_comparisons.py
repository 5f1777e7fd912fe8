"""How sure a difference is: whole students, or whole courses, are drawn anew."""

import numpy as np

from analytics.prediction.comparisons import interval


def width(found) -> float:
    return found.high - found.low


def test_many_enrolments_of_a_student_are_no_more_evidence_than_one():
    values = np.random.default_rng(1).normal(size=40)
    alone = interval(values, np.arange(40))
    tenfold = interval(np.repeat(values, 10), np.repeat(np.arange(40), 10))
    taken_apart = interval(np.repeat(values, 10), np.arange(400))
    assert np.isclose(width(alone), width(tenfold))
    assert width(taken_apart) < width(tenfold) / 2


def test_the_interval_holds_the_mean():
    values = np.random.default_rng(2).normal(size=60)
    found = interval(values, np.arange(60) % 12)
    assert found.low < values.mean() < found.high
