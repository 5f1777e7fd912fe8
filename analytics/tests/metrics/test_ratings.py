"""Means of ratings by hand, and the interval they are told with."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.charts.rating_words import interval_text, mean_text
from analytics.metrics.ratings import Given, RatingSums, quantile, sums
from students.rules.units import percent_of

DAY = datetime.date(2026, 9, 1)


def answers(*scores, largest=5):
    return sums(
        Given(1, 1, 1, 1, DAY, percent_of(score * 100, largest * 100), 1) for score in scores
    )


@pytest.mark.parametrize(
    ("freedom", "expected"), [(4, "2.78"), (5, "2.57"), (9, "2.26"), (29, "2.05"), (999, "1.96")]
)
def test_quantiles_are_those_of_the_tables(freedom, expected):
    assert f"{quantile(freedom):.2f}" == expected


def test_a_mean_is_exact_and_its_interval_is_students():
    found = answers(5, 4, 4, 4, 4, 3, 3, 3, 3, 3)
    assert found.mean == Fraction(36, 10)
    assert mean_text(found) == "3.60"
    assert interval_text(found) == "3.10 to 4.10"  # 3.6 ± 2.262 × 0.699 ÷ √10


def test_another_scale_is_told_as_its_share_of_five():
    assert mean_text(answers(8, 9, largest=10)) == "4.25"
    assert answers(7, largest=10).stars == {4: 1}  # 3.5 is nearer to no star: half up


def test_where_all_say_the_same_no_spread_is_known():
    assert interval_text(answers(4, 4, 4, 4, 4)) == "–"
    assert interval_text(RatingSums()) == mean_text(RatingSums()) == "–"


@given(some.lists(some.integers(0, 5), min_size=1, max_size=40))
def test_a_mean_lies_in_its_interval_and_both_within_the_scale(scores):
    found = answers(*scores)
    assert found.mean == Fraction(sum(scores), len(scores))
    assert sum(found.stars.values()) == len(scores)
    if found.interval:
        assert 0 <= found.interval.low <= found.mean <= found.interval.high <= 5
