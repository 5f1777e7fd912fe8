"""Risk by policy, with one of the two measures unknown as well."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.policy import PAPER_POLICY
from students.rules.risk import (
    LEVELS,
    Attendance,
    Risk,
    attendance_of,
    reported_attendance,
    risk,
)
from students.rules.units import HUNDRED, SCALE
from students.tests.rules.oracle import expected
from students.tests.rules.strategies import (
    attendances,
    boundary_attendances,
    boundary_sums,
    mark_lists,
    policies,
)


def judged(average: str | None, attendance: str | None) -> Risk:
    mark_sum, mark_count = (int(Decimal(average) * SCALE), 1) if average else (0, 0)
    present = reported_attendance(attendance) if attendance else None
    return risk(PAPER_POLICY, mark_sum, mark_count, present)


@pytest.mark.parametrize(
    ("average", "attendance", "level", "bits"),
    [
        ("80", "90", "Low", 0),
        ("39.9999999999", "90", "High", 1),
        ("40", "90", "Medium", 2),
        ("54.9999999999", "75", "Medium", 2),
        ("55", "75", "Low", 0),
        ("80", "59.99", "High", 4),
        ("80", "60", "Medium", 8),
        ("80", "74.99", "Medium", 8),
        ("30", "50", "High", 1 + 4),
        ("50", "50", "High", 2 + 4),
        ("30", "70", "High", 1 + 8),
        ("50", "70", "Medium", 2 + 8),
        (None, None, "unknown", 0),
        ("80", None, "unknown", 0),
        (None, "90", "unknown", 0),
        ("50", None, "Medium", 2),
        ("30", None, "High", 1),
        (None, "70", "Medium", 8),
        (None, "59", "High", 4),
    ],
)
def test_the_papers_lines(average, attendance, level, bits):
    assert judged(average, attendance) == Risk(level, bits)


def test_a_term_without_a_class_held_has_no_known_attendance():
    assert attendance_of(held=0, attended=0) is None


def test_attendance_is_compared_as_an_exact_ratio():
    """Two thirds of a line that no decimal writes: 59.9999… % of 10**6 classes is still below."""
    assert risk(PAPER_POLICY, HUNDRED, 1, Attendance(599_999, 1_000_000)).level == "High"
    assert risk(PAPER_POLICY, HUNDRED, 1, Attendance(3, 5)).level == "Medium"


@given(policies, mark_lists, attendances())
def test_risk_is_what_fractions_say(policy, marks, attendance):
    wanted = expected(policy.definition(), marks, attendance)
    found = risk(policy, wanted.mark_sum, wanted.mark_count, attendance)
    assert found == Risk(wanted.level, wanted.bits)


@given(policies, st.integers(1, 6), st.integers(1, 60))
def test_more_marks_or_more_attendance_never_raise_the_risk(policy, count, held):
    attendance = attendance_of(held, held // 2)
    levels = [risk(policy, total, count, attendance) for total in boundary_sums(policy, count)]
    assert _severities(levels) == sorted(_severities(levels))
    levels = [risk(policy, 0, 0, attendance_of(held, attended)) for attended in range(held + 1)]
    assert _severities(levels) == sorted(_severities(levels))


@given(policies, st.integers(1, 60))
def test_knowing_more_never_lowers_a_known_risk(policy, held):
    for attendance in boundary_attendances(policy, held):
        alone = risk(policy, 0, 0, attendance)
        if alone.level in ("High", "Medium"):
            both = risk(policy, HUNDRED, 1, attendance)
            assert both == alone


def _severities(risks: list[Risk]) -> list[int]:
    return [LEVELS.index(one.level) for one in risks]
