"""Intervals agree with published examples, and hold what they are of."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.metrics.engagement.intervals import (
    Fourfold,
    difference,
    difference_within,
    mean_interval,
    survival_interval,
    wilson,
)

COUNTS = st.integers(1, 400)


def near(interval, low, high, places="0.0001"):
    step = Decimal(places)
    return (interval.low.quantize(step), interval.high.quantize(step)) == (
        Decimal(low).quantize(step),
        Decimal(high).quantize(step),
    )


def test_shares_agree_with_newcombes_tables():
    # Newcombe, Stat. Med. 17 (1998) 857, table I, method 3.
    assert near(wilson(81, 263), "0.2553", "0.3662")
    assert near(wilson(15, 148), "0.0624", "0.1605")
    assert near(wilson(0, 20), "0.0000", "0.1611")
    assert near(wilson(1, 29), "0.0061", "0.1718")


def test_differences_agree_with_newcombes_tables():
    # Newcombe, Stat. Med. 17 (1998) 873, table II, method 10.
    assert near(difference(Fourfold(56, 70, 48, 80)).interval, "0.0524", "0.3339")
    assert near(difference(Fourfold(9, 10, 3, 10)).interval, "0.1705", "0.8090")
    assert near(difference(Fourfold(10, 10, 0, 20)).interval, "0.6791", "1.0000")


def test_one_stratum_is_compared_as_it_is_and_none_as_nothing():
    table = Fourfold(56, 70, 48, 80)
    assert difference_within([table, Fourfold(3, 9, 0, 0)]) == difference(table)
    assert difference_within([Fourfold(3, 9, 0, 0)]) is None


def test_within_strata_a_difference_between_them_is_none_within():
    # In either course as many are lost with it as without; in one course more, and more have it.
    strata = [Fourfold(80, 100, 8, 10), Fourfold(1, 10, 10, 100)]
    crude = Fourfold(81, 110, 18, 110)
    found = difference_within(strata)

    assert found.value == 0
    assert not found.is_clear
    assert difference(crude).is_clear


def test_within_strata_the_averaged_shares_are_compared_by_newcombes_formula():
    # Weights 5 and 5, so the averages are of .6 and .5, of .2 and .3, each worth 20.
    found = difference_within([Fourfold(6, 10, 2, 10), Fourfold(5, 10, 3, 10)])

    assert found == difference(Fourfold(11, 20, 5, 20))
    assert found.value == Fraction(3, 10)


def test_within_strata_an_interval_keeps_its_width_where_none_or_all_met_the_end():
    none = difference_within([Fourfold(0, 3, 0, 4), Fourfold(0, 2, 0, 5)])
    assert none.interval.low < -Decimal("0.2")
    assert none.interval.high > Decimal("0.2")
    every = difference_within([Fourfold(3, 3, 0, 4), Fourfold(2, 2, 0, 5)])
    assert every.value == 1
    assert every.interval.low < Decimal("0.7")


@given(COUNTS, COUNTS)
def test_a_share_lies_in_its_interval(part, more):
    found = wilson(part, part + more)
    share = Decimal(part) / (part + more)
    assert 0 <= found.low <= share <= found.high <= 1


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_difference_turned_round_has_the_interval_turned_round(one, more, other, rest):
    this, that = (one, one + more), (other, other + rest)
    found, turned = difference(Fourfold(*this, *that)), difference(Fourfold(*that, *this))
    assert found.value == -turned.value
    assert abs(found.interval.low + turned.interval.high) < Decimal("1e-20")


def test_a_mean_of_one_has_no_interval_and_of_equal_ones_no_width():
    assert mean_interval(1, 50, 2500) is None
    found = mean_interval(4, 200, 10000)
    assert (found.low, found.high) == (50, 50)


def test_a_survival_interval_holds_its_share_and_stays_between_0_and_1():
    # 21 patients on 6-MP after 6 weeks: three of them relapsed, S = .857 (.620 to .952),
    # Kalbfleisch and Prentice's example as computed by any survival package.
    share = Fraction(18, 21)
    found = survival_interval(share, Fraction(3, 21 * 18), 21)
    assert near(found, "0.620", "0.952", "0.001")
    # Who has lost nobody, or everybody, is not sure of it: Wilson's bounds.
    assert survival_interval(Fraction(1), Fraction(0), 20) == wilson(20, 20)
    assert near(survival_interval(Fraction(0), Fraction(0), 20), "0.0000", "0.1611")


def test_there_is_no_share_of_nobody():
    with pytest.raises(ValueError, match="nobody"):
        wilson(0, 0)
