"""Percents are whole numbers, rounded once and half up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.units import (
    DECIMALS,
    HUNDRED,
    SCALE,
    decimal_text,
    half_up,
    percent_of,
    units_of,
)


@pytest.mark.parametrize(
    ("score", "maximum", "percent"),
    [
        (100, 300, 333333333333),
        (200, 300, 666666666667),
        (0, 100, 0),
        (8999, 10000, 89_99 * SCALE // 100),
        (15000, 15000, HUNDRED),
        (1, 2 * HUNDRED, 1),
    ],
)
def test_a_percent_is_rounded_half_up_in_the_tenth_place(score, maximum, percent):
    assert percent_of(score, maximum) == percent


@given(st.integers(0, 10**15), st.integers(1, 10**9))
def test_half_up_is_the_nearest_whole_number(numerator, denominator):
    difference = half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert Fraction(-1, 2) < difference <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("typed", "units"), [("40", 4000), ("40.5", 4050), (" 7. ", 700), (".25", 25), ("1.500", 150)]
)
def test_a_typed_number_keeps_its_exact_value(typed, units):
    assert units_of(typed, 2) == units


def test_a_decimal_keeps_its_exact_value():
    assert units_of(Decimal("1E+2"), 2) == 100_00


@pytest.mark.parametrize("typed", ["", ".", "-1", "1e2", "1,5", "٤٠", "NaN", "12.345"])
def test_what_is_not_a_plain_number_of_these_places_is_refused(typed):
    with pytest.raises(ValueError, match=r"plain number|decimals"):
        units_of(typed, 2)


@given(st.integers(0, 10**14))
def test_text_and_units_are_each_other(units):
    assert units_of(decimal_text(units, DECIMALS), DECIMALS) == units
