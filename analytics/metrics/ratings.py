"""Sums of answers about trainers, and what a mean of them is worth."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from analytics.metrics.engagement.intervals import Interval, Z, decimal
from students.rules.units import HUNDRED, half_up

STARS = 5  # every answer is told as so many of five
LEAST = 5  # of fewer answers nothing is told: who gave them might be known


class Given(NamedTuple):
    """So many equal answers: `month` is (year, month) and `day` the day, None where not known.

    `percent` is the share of the largest rating in 1e-10 percent.
    """

    institution: int
    staff: int
    batch: int | None
    branch: int | None
    day: object
    percent: int
    times: int

    @property
    def month(self) -> tuple[int, int] | None:
        return (self.day.year, self.day.month) if self.day else None


@dataclass(frozen=True)
class RatingSums:
    """Counts and sums of answers, in 1e-10 percent; `stars` counts them by whole stars, half up.

    Where they are `few` nothing of them is known here but that.
    """

    answers: int = 0
    total: int = 0
    squares: int = 0
    stars: Counter = field(default_factory=Counter)
    few: bool = False

    @property
    def mean(self) -> Fraction | None:
        """Of five stars, exact; None of no answer."""
        return Fraction(self.total * STARS, self.answers * HUNDRED) if self.answers else None

    @property
    def interval(self) -> Interval | None:
        """Of the mean, in stars: Student's t at 95 percent, within 0 and 5; None for one answer
        and where all are the same, of which no spread is known."""
        spread = self.answers * self.squares - self.total**2
        if self.answers < 2 or not spread:
            return None
        variance = Fraction(spread, self.answers * (self.answers - 1))
        error = decimal(variance / self.answers).sqrt() * STARS / HUNDRED
        reach, middle = quantile(self.answers - 1) * error, decimal(self.mean)
        return Interval(max(Decimal(0), middle - reach), min(Decimal(STARS), middle + reach))

    @property
    def high(self) -> int:
        """How many gave four stars or five."""
        return self.stars[4] + self.stars[5]


WITHHELD = RatingSums(few=True)


def sums(rows: Iterable[Given]) -> RatingSums:
    """All of them together."""
    answers = total = squares = 0
    stars: Counter = Counter()
    for one in rows:
        answers += one.times
        total += one.times * one.percent
        squares += one.times * one.percent**2
        stars[half_up(one.percent * STARS, HUNDRED)] += one.times
    return RatingSums(answers, total, squares, stars)


def quantile(freedom: int) -> Decimal:
    """97.5 percent of Student's t lie below it, to two places from 4 degrees of freedom on.

    Cornish and Fisher's expansion: Abramowitz and Stegun, 26.7.5.
    """
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return Z + sum(term / Decimal(freedom) ** power for power, term in enumerate(terms, 1))
