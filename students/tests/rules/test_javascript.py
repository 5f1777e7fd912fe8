"""The browser's rules are the server's rules, on every boundary and one unit around it."""

from hypothesis import given
from hypothesis import strategies as st

from students.rules import grading, shown, units
from students.rules.risk import Attendance, risk
from students.tests.rules.engine import Engine, Whole
from students.tests.rules.strategies import (
    boundary_attendances,
    boundary_sums,
    policies,
)

ENGINE = Engine()


def whole_attendance(attendance: Attendance | None) -> dict | None:
    if attendance is None:
        return None
    return {"part": Whole(attendance.part), "whole": Whole(attendance.whole)}


@given(policies, st.integers(1, 8))
def test_grades_and_shown_averages_are_equal_around_every_line(policy, count):
    sums = boundary_sums(policy, count)
    rows = [[Whole(total), count] for total in sums]
    assert ENGINE.each("grade", policy.definition(), rows) == [
        grading.grade(policy, total, count) for total in sums
    ]
    assert ENGINE.each("shownAverage", policy.definition(), rows) == [
        shown.shown_average(total, count, policy) for total in sums
    ]


@given(policies)
def test_subject_grades_and_shown_percents_are_equal_around_every_line(policy):
    percents = boundary_sums(policy, 1)
    rows = [[Whole(percent)] for percent in percents]
    assert ENGINE.each("subjectGrade", policy.definition(), rows) == [
        grading.subject_grade(policy, percent) for percent in percents
    ]
    assert ENGINE.each("shownPercent", policy.definition(), rows) == [
        shown.shown_percent(percent, policy) for percent in percents
    ]


@given(policies, st.integers(0, 4), st.integers(1, 60))
def test_risk_and_bits_are_equal_around_every_line(policy, count, held):
    cases = [
        (total, attendance)
        for total in boundary_sums(policy, count)
        for attendance in (*boundary_attendances(policy, held), None)
    ]
    rows = [[Whole(total), count, whole_attendance(present)] for total, present in cases]
    judged = [risk(policy, total, count, present) for total, present in cases]
    assert ENGINE.each("risk", policy.definition(), rows) == [
        {"level": one.level, "bits": one.bits} for one in judged
    ]


@given(policies, st.integers(1, 60))
def test_shown_attendance_is_equal_around_every_line(policy, held):
    cases = boundary_attendances(policy, held)
    rows = [[whole_attendance(attendance)] for attendance in cases]
    assert ENGINE.each("shownAttendance", policy.definition(), rows) == [
        shown.shown_attendance(attendance, policy) for attendance in cases
    ]


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), max_size=20))
def test_percents_are_equal_whatever_the_maximum(pairs):
    for score, maximum in pairs:
        found = ENGINE.call("percentOf", Whole(score), Whole(maximum))
        assert found == units.percent_of(score, maximum)
