"""The share still enrolled from week to week of the course: a life table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from analytics.metrics.engagement.enrolments import Enrolled
from analytics.metrics.engagement.intervals import Interval, survival_interval
from analytics.metrics.engagement.study import Study
from students.models import Outcome
from students.models.engagement import DAYS_IN_WEEK

LEAST_OF_A_LINE = 10  # enrolments of a part that is drawn: of fewer a line is chance


@dataclass(frozen=True)
class Week:
    """The state when so many weeks of the course have passed.

    `at_risk` were enrolled when the week began, so many of whom `left` in it; `share` of those who
    began are still enrolled, 1 exact, with its interval.
    """

    passed: int
    at_risk: int
    left: int
    share: Fraction
    interval: Interval

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


def stays(study: Study, rows: Iterable[Enrolled]) -> Stays:
    """Kaplan and Meier's estimate by weeks (J. Am. Stat. Assoc. 53 (1958) 457).

    Who registers late joins at the next week's beginning. A course that runs is known up to its
    last full week: those still enrolled then are counted as long as they were seen, no longer.
    """
    joined, gone, left = Counter(), Counter(), Counter()
    left_before = undated = 0
    for one in rows:
        if one.left is None and one.outcome == Outcome.WITHDRAWN:
            undated += 1
        elif one.left is not None and one.left <= 0:
            left_before += 1
        else:
            _count(study, one, joined, gone, left)
    return Stays(tuple(_weeks(joined, gone, left)), left_before, undated)


def first_week(one: Enrolled) -> int:
    """The first week at whose beginning they were enrolled."""
    return max(-(-(one.entered or 0) // DAYS_IN_WEEK), 0)


def week_of_leaving(one: Enrolled) -> int | None:
    """The week in which they left, their last day lying in it."""
    return None if one.left is None else (one.left - 1) // DAYS_IN_WEEK


def _count(study: Study, one: Enrolled, joined: Counter, gone: Counter, left: Counter):
    seen = study.courses[one.course].weeks_over(study.today)
    first, leaving = first_week(one), week_of_leaving(one)
    leaves = leaving is not None and leaving < seen
    last = leaving if leaves else seen - 1
    if last < first:
        return
    joined[first] += 1
    gone[last + 1] += 1
    if leaves:
        left[leaving] += 1


def _weeks(joined: Counter, gone: Counter, left: Counter):
    at_risk, share, greenwood = 0, Fraction(1), Fraction(0)
    for week in range(max(gone, default=0)):
        at_risk += joined[week] - gone[week]
        if at_risk == 0:
            break
        share *= Fraction(at_risk - left[week], at_risk)
        if at_risk > left[week]:
            greenwood += Fraction(left[week], at_risk * (at_risk - left[week]))
        yield Week(week + 1, at_risk, left[week], share, survival_interval(share, greenwood))
