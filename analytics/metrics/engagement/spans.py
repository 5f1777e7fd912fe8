"""From which week to which the enrolments of a course were seen, counted by course."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from analytics.metrics.engagement.enrolments import Enrolled, Key
from analytics.metrics.few import LEAST
from students.models import Outcome
from students.models.engagement import DAYS_IN_WEEK

SPAN = attrgetter("course", "entered", "left", "outcome")  # all that a life table asks of one


@dataclass
class Life:
    """How many of a course joined at the beginning of a week, were seen no longer as one began, and
    left in one; and those a life table cannot hold."""

    joined: Counter[int] = field(default_factory=Counter)
    gone: Counter[int] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)
    left_before: int = 0
    undated: int = 0


@dataclass(frozen=True)
class Spans:
    """From which to which week those of some courses were seen, as known on a day.

    Who registers late joins at the next week's beginning. A course that runs is known up to its
    last full week: those still enrolled then are counted as long as they were seen, no longer.
    """

    weeks_over: Mapping[Key, int]

    def lives(self, rows: Iterable[Enrolled]) -> dict[Key, Life]:
        """Counts by course: of those alike at once, there are few kinds among many."""
        found: dict[Key, Life] = defaultdict(Life)
        for (key, entered, left, outcome), count in Counter(map(SPAN, rows)).items():
            life = found[key]
            if has_no_week(left, outcome):
                life.left_before += count * (left is not None)
                life.undated += count * (left is None)
                continue
            first, last = self._seen(key, entered, left)
            if first <= last:
                life.joined[first] += count
                life.gone[last + 1] += count
                life.left[last] += count * (week_of_leaving(left) == last)
        return dict(found)

    def few(self, rows: Iterable[Enrolled], is_few: Callable[[int], bool]) -> frozenset[int]:
        """The weeks in which too few students were enrolled; one may be in several courses.

        Of those seen from one week to another as many are looked at as are enough to be told of.
        """
        students: dict[tuple[int, int], set[int]] = defaultdict(set)
        for one in rows:
            if not has_no_week(one.left, one.outcome):
                some = students[self._seen(one.course, one.entered, one.left)]
                if len(some) < LEAST:
                    some.add(one.student)
        there: dict[int, set[int]] = defaultdict(set)
        for (first, last), some in students.items():
            for week in range(first, last + 1):
                there[week] |= some
        return frozenset(week for week, some in there.items() if is_few(len(some)))

    def _seen(self, key: Key, entered: int | None, left: int | None) -> tuple[int, int]:
        """The first and the last of the weeks that are over in which somebody was enrolled."""
        over, leaving = self.weeks_over[key], week_of_leaving(left)
        return first_week(entered), over - 1 if leaving is None else min(leaving, over - 1)


def has_no_week(left: int | None, outcome: str) -> bool:
    """Whether somebody left before the first day, or on a day nobody noted."""
    return outcome == Outcome.WITHDRAWN if left is None else left <= 0


def first_week(entered: int | None) -> int:
    """The first week at whose beginning somebody was enrolled."""
    return max(-(-(entered or 0) // DAYS_IN_WEEK), 0)


def week_of_leaving(left: int | None) -> int | None:
    """The week in which somebody left, their last day lying in it."""
    return None if left is None else (left - 1) // DAYS_IN_WEEK
