"""The share still enrolled from week to week of the course: a life table."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from analytics.metrics.engagement.intervals import Interval, survival_interval
from analytics.metrics.engagement.spans import Life

LEAST_OF_A_LINE = 10  # enrolments of a part that is drawn: of fewer a line is chance


@dataclass(frozen=True)
class Week:
    """The state when so many weeks of the course have passed.

    `at_risk` were enrolled when the week began, so many of whom `left` in it; `share` of those who
    began are still enrolled, 1 exact, with its interval. `few` where they are not to be told of.
    """

    passed: int
    at_risk: int
    left: int
    share: Fraction
    interval: Interval
    few: bool = False

    @property
    def hazard(self) -> Fraction:
        """Of those enrolled when the week began, the share that left in it."""
        return Fraction(self.left, self.at_risk) if self.at_risk else Fraction(0)


@dataclass(frozen=True)
class Stays:
    """The weeks, and those the table cannot hold: who left before the first day, or on a day that
    nobody noted."""

    weeks: tuple[Week, ...]
    left_before: int
    undated: int


def stays(lives: Collection[Life], few: frozenset[int] = frozenset()) -> Stays:
    """Kaplan and Meier's estimate by weeks (J. Am. Stat. Assoc. 53 (1958) 457); `few` are the
    weeks not told of."""
    joined, gone, left = (
        sum((getattr(one, name) for one in lives), Counter()) for name in ("joined", "gone", "left")
    )
    return Stays(
        tuple(_weeks(joined, gone, left, few)),
        sum(one.left_before for one in lives),
        sum(one.undated for one in lives),
    )


def _weeks(joined: Counter, gone: Counter, left: Counter, few: frozenset[int]) -> Iterator[Week]:
    at_risk, share, greenwood = 0, Fraction(1), Fraction(0)
    for week in range(max(gone, default=0)):
        at_risk += joined[week] - gone[week]
        if at_risk == 0:
            break
        share *= Fraction(at_risk - left[week], at_risk)
        if at_risk > left[week]:
            greenwood += Fraction(left[week], at_risk * (at_risk - left[week]))
        bounds = survival_interval(share, greenwood, at_risk)
        yield Week(week + 1, at_risk, left[week], share, bounds, week in few)
