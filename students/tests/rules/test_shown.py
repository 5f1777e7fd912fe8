"""A figure on a page never seems to reach a line that it does not reach."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.grading import grade
from students.rules.policy import PAPER_POLICY
from students.rules.risk import Attendance, attendance_bits
from students.rules.shown import shown, shown_attendance, shown_average, shown_percent
from students.rules.units import SCALE
from students.tests.rules.strategies import attendances, boundary_sums, policies


@pytest.mark.parametrize(
    ("average", "text"),
    [
        ("89.994", "89.99"),
        ("89.995", "89.995"),
        ("89.996", "89.996"),
        ("89.9999999999", "89.9999999999"),
        ("90", "90.00"),
        ("90.005", "90.01"),
        ("88.995", "89.00"),
        ("39.999", "39.999"),
        ("54.996", "54.996"),
        ("65.364", "65.36"),
        ("0", "0.00"),
        ("100", "100.00"),
    ],
)
def test_an_average_is_shown_on_its_own_side_of_every_line(average, text):
    assert shown_average(int(Decimal(average) * SCALE), 1, PAPER_POLICY) == text


def test_an_average_whose_tenth_place_rounds_up_shows_more_places_still():
    assert shown_average(5 * 90 * SCALE - 1, 5, PAPER_POLICY) == "89.99999999998"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(3, 4, "75.0"), (2999, 4000, "74.98"), (599_999, 1_000_000, "59.9999"), (2, 3, "66.7")],
)
def test_attendance_is_shown_on_its_own_side_of_the_risk_lines(part, whole, text):
    assert shown_attendance(Attendance(part, whole), PAPER_POLICY) == text


def test_what_is_unknown_is_shown_as_nothing():
    assert shown_average(0, 0, PAPER_POLICY) == ""
    assert shown_percent(None, PAPER_POLICY) == ""
    assert shown_attendance(None, PAPER_POLICY) == ""


def test_plain_figures_are_rounded_half_up():
    assert shown(65_365 * SCALE // 1000) == "65.37"
    assert shown(65_365 * SCALE // 1000, places=0) == "65"


@given(policies, st.integers(1, 9))
def test_the_shown_average_has_the_grade_of_the_exact_one(policy, count):
    for total in boundary_sums(policy, count):
        text = shown_average(total, count, policy)
        scale = 10 ** len(text.partition(".")[2])
        assert grade(policy, int(Decimal(text) * scale) * SCALE, scale) == grade(
            policy, total, count
        )


@given(policies, attendances())
def test_the_shown_attendance_has_the_risk_of_the_exact_one(policy, attendance):
    if attendance is None:
        return
    text = shown_attendance(attendance, policy)
    scale = 10 ** len(text.partition(".")[2])
    as_shown = Attendance(int(Decimal(text) * scale), 100 * scale)
    assert attendance_bits(policy, as_shown) == attendance_bits(policy, attendance)
