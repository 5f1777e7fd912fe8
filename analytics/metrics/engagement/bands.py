"""Engagement against performance: fifths of a course by early activity, and what came of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.metrics.engagement.ends import ends
from analytics.metrics.engagement.enrolments import Enrolled
from analytics.metrics.engagement.intervals import Interval, mean_interval, wilson
from analytics.metrics.engagement.study import Study
from analytics.metrics.tallies import ratio
from students.rules.shown import ATTENDANCE_PLACES, PLACES
from students.rules.units import HUNDRED

FIFTHS = 5


@dataclass(frozen=True)
class Band:
    """A fifth, the least active first: `passed` of the `decided`, and the marks of the `scored`.

    Sums are of 1e-10 percent.
    """

    number: int
    enrolled: int = 0
    decided: int = 0
    passed: int = 0
    scored: int = 0
    total: int = 0
    squares: int = 0
    few: bool = False

    @property
    def pass_share(self) -> str:
        """In percent with one place; empty where nobody's end is known."""
        return ratio(self.passed * HUNDRED, self.decided, ATTENDANCE_PLACES)

    @property
    def pass_interval(self) -> Interval | None:
        return wilson(self.passed, self.decided) if self.decided else None

    @property
    def mean(self) -> str:
        """The mean mark, two places."""
        return ratio(self.total, self.scored, PLACES)

    @property
    def mean_interval(self) -> Interval | None:
        return mean_interval(self.scored, self.total, self.squares)


def bands(study: Study) -> tuple[Band, ...]:
    """Five bands by days of activity in the first weeks, within each course; () for none.

    Of those still enrolled when these weeks had passed, in courses whose ends are declared: whoever
    left early did little because they had left.
    """
    parts = {number: [] for number in range(FIFTHS)}
    for key, days in study.whole.early_days.items():
        places = places_of(days.values(), FIFTHS)
        for one in study.by_course.get(key, ()):
            if one.pk in days:
                parts[places[days[one.pk]]].append(one)
    if not any(parts.values()):
        return ()
    gone = study.withheld.parts(parts)
    return tuple(
        Band(number, few=True) if number in gone else _band(study, number, rows)
        for number, rows in parts.items()
    )


def places_of(values: Iterable[int], parts: int) -> dict[int, int]:
    """The place of each value among them all."""
    ordered = sorted(values)
    return {value: place_of(value, ordered, parts) for value in set(ordered)}


def place_of(value: int, others: list[int], parts: int) -> int:
    """In which of so many equal parts a value lies; equal values lie in one, by their middle."""
    below, upto = bisect_left(others, value), bisect_right(others, value)
    return parts * (below + upto) // (2 * len(others))


def _band(study: Study, number: int, rows: Iterable[Enrolled]) -> Band:
    rows = list(rows)
    counted, marks = ends(study, rows), study.marks(rows)
    return Band(
        number,
        enrolled=len(rows),
        decided=counted.decided,
        passed=counted.passed,
        scored=len(marks),
        total=sum(marks),
        squares=sum(mark * mark for mark in marks),
    )
