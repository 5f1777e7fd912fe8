"""Pearson's r, against textbook figures."""

from decimal import Decimal

import pytest

from analytics.metrics.correlations import correlation

# Anscombe's first set (1973), in hundredths: r = 0.81642, n = 11.
ANSCOMBE = list(
    zip(
        (1000, 800, 1300, 900, 1100, 1400, 600, 400, 1200, 700, 500),
        (804, 695, 758, 881, 833, 996, 724, 426, 1084, 482, 568),
        strict=True,
    )
)


def test_a_textbook_set_has_its_r_and_its_interval():
    found = correlation(ANSCOMBE)
    assert round(found.r, 5) == Decimal("0.81642")
    assert (round(found.interval.low, 3), round(found.interval.high, 3)) == (
        Decimal("0.424"),
        Decimal("0.951"),
    )
    assert found.is_clear


def test_what_falls_as_the_other_rises_is_negative():
    assert correlation([(number, -number) for number in range(7)]).r == -1


@pytest.mark.parametrize(
    "pairs", [ANSCOMBE[:5], [(1, number) for number in range(9)], []], ids=["few", "flat", "none"]
)
def test_nothing_is_said_of_few_or_of_what_does_not_vary(pairs):
    assert correlation(pairs) is None
