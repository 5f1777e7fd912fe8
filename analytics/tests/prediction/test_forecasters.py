"""A course is compared with what past ones had lost by the same week."""

import numpy as np
import pytest

from analytics.prediction.features import OF_COURSE
from analytics.prediction.forecasters import FIRST_PACE_DAY, Stage, is_work

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
