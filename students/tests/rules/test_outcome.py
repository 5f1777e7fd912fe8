"""Passing, and what attendance is still possible."""

import pytest

from students.rules.grading import MarkFact, result_figures
from students.rules.outcome import AttendanceOutlook, Outcome, attendance_outlook, outcome
from students.rules.policy import PAPER_POLICY
from students.rules.units import HUNDRED, SCALE


def outcome_of(*marks: MarkFact) -> Outcome:
    return outcome(PAPER_POLICY, result_figures(PAPER_POLICY, marks))


def present(percent: int) -> MarkFact:
    return MarkFact("present", percent * SCALE)


@pytest.mark.parametrize(
    ("marks", "on_average", "in_all_subjects"),
    [
        ([present(40), present(40)], True, True),
        ([present(90), present(39)], True, False),
        ([present(39), present(40)], False, False),
        ([present(80), MarkFact("absent", 0)], True, False),
        ([present(80), MarkFact("pending")], True, None),
        ([present(20), MarkFact("pending")], False, False),
        ([present(80), MarkFact("exempt")], True, True),
        ([present(80), MarkFact("withheld")], None, None),
        ([MarkFact("pending")], None, None),
        ([], None, None),
    ],
)
def test_passing_on_average_is_not_passing_every_subject(marks, on_average, in_all_subjects):
    assert outcome_of(*marks) == Outcome(on_average, in_all_subjects)


def test_the_outlook_counts_what_may_be_missed():
    assert attendance_outlook(40, 30, 60, 75 * SCALE) == AttendanceOutlook(20, 15, 5)


def test_a_line_reached_already_asks_for_nothing():
    assert attendance_outlook(40, 40, 50, 75 * SCALE) == AttendanceOutlook(10, 0, 10)


def test_a_line_out_of_reach_is_said_so():
    assert attendance_outlook(40, 10, 50, 75 * SCALE) == AttendanceOutlook(10, None, None)


def test_more_classes_held_than_planned_leave_none():
    assert attendance_outlook(42, 40, 40, 75 * SCALE) == AttendanceOutlook(0, 0, 0)


def test_nothing_held_and_nothing_planned_has_no_outlook():
    assert attendance_outlook(0, 0, 0, 75 * SCALE) is None


@pytest.mark.parametrize("percent", [0, 33, 60, 75, 100])
def test_must_attend_is_enough_and_one_less_is_not(percent):
    line, planned = percent * SCALE, 24
    for held in range(planned + 1):
        for attended in range(held + 1):
            found = attendance_outlook(held, attended, planned, line)
            enough = [
                classes
                for classes in range(planned - held + 1)
                if (attended + classes) * HUNDRED >= line * planned
            ]
            assert found.must_attend == (enough[0] if enough else None)
            assert found.may_miss == (planned - held - enough[0] if enough else None)
