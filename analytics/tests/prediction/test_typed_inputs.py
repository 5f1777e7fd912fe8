"""What cannot be so is said, all at once; places on a scale are those of past students."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.prediction.places import STEPS, amount, below, place
from analytics.prediction.typed_inputs import INPUTS, problems

EVEN = [5 * step for step in range(STEPS + 1)]
MANY_ZEROS = [0.0] * 11 + [float(one) for one in range(1, 11)]
points = st.lists(st.integers(0, 50), min_size=STEPS + 1, max_size=STEPS + 1).map(sorted)


def test_an_amount_in_the_middle_has_the_middle_place():
    assert (place(EVEN, 50), below(EVEN, 50), amount(EVEN, 0.5)) == (0.5, 0.5, 50)


def test_of_those_who_have_the_same_half_are_counted_and_none_is_below():
    assert (place(MANY_ZEROS, 0), below(MANY_ZEROS, 0)) == (0.25, 0)


@given(points, st.floats(-10, 60), st.floats(-10, 60))
def test_more_never_has_a_lower_place(scale, one, other):
    low, high = sorted((one, other))

    assert 0 <= below(scale, low) <= place(scale, low) <= place(scale, high) <= 1


@given(points, st.floats(0, 1))
def test_an_amount_lies_between_the_least_and_the_most(scale, share):
    assert scale[0] <= amount(scale, share) <= scale[-1]


def test_all_that_is_out_of_range_is_told_at_once():
    typed = {"attendance": 101, "login_days": -1, "subjects": 0, "attempts": 1.5}

    assert problems(8, typed).keys() == typed.keys()


@pytest.mark.parametrize("name", INPUTS)
def test_each_range_is_what_it_says(name):
    one = INPUTS[name]

    assert not problems(52, {name: one.least} | ({"handed_in": 50} if name != "handed_in" else {}))
    assert name in problems(52, {name: one.most + 1})
    assert name in problems(52, {name: one.least - 1})


@pytest.mark.parametrize(
    ("week", "typed", "nothing_due", "told"),
    [
        (0, {"login_days": 3}, False, "login_days"),
        (1, {"login_days_lately": 3}, False, "login_days_lately"),
        (8, {"handed_in": 100, "missed_in_a_row": 1}, False, "missed_in_a_row"),
        (8, {"handed_in": 0, "missed_in_a_row": 0}, False, "missed_in_a_row"),
        (8, {"handed_in": 0, "midterm": 40}, False, "midterm"),
        (8, {"midterm": 40}, True, "midterm"),
        (8, {"handed_in": 40}, True, "handed_in"),
        (8, {"login_days": 0, "login_days_lately": 7}, False, "login_days_lately"),
        (8, {"login_days_lately": 2, "silent_days": 30}, False, "login_days_lately"),
        (4, {"login_days": 2, "silent_days": 29}, False, "login_days"),
        (8, {"attendance": 0, "attendance_lately": 50}, False, "attendance_lately"),
        (8, {"attendance": 100, "attendance_lately": 50}, False, "attendance_lately"),
    ],
)
def test_what_contradicts_is_told(week, typed, nothing_due, told):
    assert problems(week, typed, nothing_due).keys() == {told}


def test_what_can_be_so_is_not_refused():
    typed = {"login_days": 2, "login_days_lately": 1, "handed_in": 80, "midterm": 40}

    assert problems(8, typed) == {}
