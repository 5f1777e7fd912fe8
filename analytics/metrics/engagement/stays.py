"""The share still enrolled from week to week of the course: a life table."""

from collections import Counter, defaultdict
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


def stays(study: Study, rows: Iterable[Enrolled]) -> Stays:
    """Kaplan and Meier's estimate by weeks (J. Am. Stat. Assoc. 53 (1958) 457).

    Who registers late joins at the next week's beginning. A course that runs is known up to its
    last full week: those still enrolled then are counted as long as they were seen, no longer.
    """
    joined, gone, left = Counter(), Counter(), Counter()
    left_before = undated = 0
    rows = list(rows)
    for one in rows:
        if _has_no_week(one):
            left_before += one.left is not None
            undated += one.left is None
        else:
            _count(study, one, joined, gone, left)
    few = _weeks_of_few(study, rows)
    return Stays(tuple(_weeks(joined, gone, left, few)), left_before, undated)


def _has_no_week(one: Enrolled) -> bool:
    """Whether they left before the first day, or on a day nobody noted."""
    return one.outcome == Outcome.WITHDRAWN if one.left is None else one.left <= 0


def first_week(one: Enrolled) -> int:
    """The first week at whose beginning they were enrolled."""
    return max(-(-(one.entered or 0) // DAYS_IN_WEEK), 0)


def week_of_leaving(one: Enrolled) -> int | None:
    """The week in which they left, their last day lying in it."""
    return None if one.left is None else (one.left - 1) // DAYS_IN_WEEK


def _count(study: Study, one: Enrolled, joined: Counter, gone: Counter, left: Counter):
    first, last = _weeks_seen(study, one)
    if last < first:
        return
    joined[first] += 1
    gone[last + 1] += 1
    if week_of_leaving(one) == last:
        left[last] += 1


def _weeks_seen(study: Study, one: Enrolled) -> tuple[int, int]:
    """The first and the last of the weeks that are over in which they were enrolled."""
    over, leaving = study.courses[one.course].weeks_over(study.today), week_of_leaving(one)
    return first_week(one), over - 1 if leaving is None else min(leaving, over - 1)


def _weeks_of_few(study: Study, rows: list[Enrolled]) -> frozenset[int]:
    """The weeks in which too few students were enrolled; one may be in several courses."""
    if study.scope.tells_of_few:
        return frozenset()
    students: dict[int, set[int]] = defaultdict(set)
    for one in rows:
        if not _has_no_week(one):
            first, last = _weeks_seen(study, one)
            for week in range(first, last + 1):
                students[week].add(one.student)
    return frozenset(week for week, some in students.items() if study.withheld.any_few(len(some)))


def _weeks(joined: Counter, gone: Counter, left: Counter, few: frozenset[int]):
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
