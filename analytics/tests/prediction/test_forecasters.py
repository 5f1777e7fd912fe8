"""A course is compared with what past ones had lost by the same week."""

import numpy as np
import pytest

from analytics.prediction import forecasters
from analytics.prediction.features import OF_COURSE
from analytics.prediction.forecasters import (
    FIRST_PACE_DAY,
    FOLDS,
    Stage,
    calibration,
    folds,
    is_work,
    unseen_log_odds,
)
from analytics.prediction.samples import Sample

LEAVING = [0.01 * week for week in range(20)]


def pace(gone: float, on: int, day: int = FIRST_PACE_DAY) -> float:
    stage = Stage(day, OF_COURSE, None, None, 1.0, 0.0, LEAVING)
    return float(stage.pace(np.array([[1000.0, gone, on]]))[0])


@pytest.mark.parametrize("week", [4, 5, 7, 15])
def test_a_course_that_loses_students_as_past_ones_did_has_no_pace_between_stages_either(week):
    assert pace(10.0 * week, 7 * week) == pytest.approx(0)


def test_a_course_that_loses_more_than_past_ones_has_a_pace_and_early_stages_have_none():
    assert pace(200, 70) > 0 > pace(20, 70)
    assert pace(200, 7, day=0) == 0


def test_after_the_longest_past_course_its_end_is_what_is_compared_with():
    assert pace(190, 7 * 40) == pytest.approx(0)


def test_what_is_handed_in_ahead_or_banked_is_work_too():
    assert all(is_work(name) for name in ("made_share", "ahead", "banked", "next_made"))
    assert not is_work("clicks_rank")


def past(courses: int, rows: int = 8) -> Sample:
    """Rows of so many courses, every second of which came true."""
    count = courses * rows
    outcome = np.arange(count) % 2.0
    course = np.repeat(np.arange(courses), rows)
    return Sample(("made_share",), np.ones((count, 1)), outcome, course, course, course)


@pytest.mark.parametrize(("courses", "expected"), [(3, 3), (10, 10), (40, FOLDS)])
def test_few_courses_are_held_out_one_by_one_and_many_together(courses, expected):
    sample = past(courses)
    held_out = list(folds(sample))
    assert len(held_out) == expected
    assert (np.sum(held_out, axis=0) == 1).all()
    assert all(len(set(sample.course[one]) & set(sample.course[~one])) == 0 for one in held_out)


@pytest.mark.parametrize(("sign", "tells"), [(1, True), (-1, False)])
def test_where_elsewhere_the_reverse_was_learnt_everyone_gets_the_mean(monkeypatch, sign, tells):
    sample = past(4)
    noise = np.random.default_rng(1).normal(size=len(sample.outcome))
    raw = iter(np.split(sign * (sample.outcome - 0.5 + noise), 4))
    monkeypatch.setattr(forecasters, "learners_of", lambda *_, **__: (None, None))
    monkeypatch.setattr(forecasters, "blended", lambda *_: next(raw))
    slope, level = calibration(unseen_log_odds(sample), sample.outcome)
    assert (slope > 0) == tells
    if not tells:
        assert (slope, level) == (0, pytest.approx(0))
