"""What is known of courses as wholes, whoever looks at which part of them: counts only.

Whether a course has ended, what it keeps records of, and where a number lies in it do not change
with the branch that is looked at.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from analytics.metrics.engagement.activities import (
    EARLY_DAYS,
    EARLY_WEEKS,
    NOTHING,
    Activity,
    activities,
)
from analytics.metrics.engagement.enrolments import (
    LOST,
    PASSED,
    Course,
    Enrolled,
    Key,
    everybody,
    in_courses,
)
from analytics.metrics.engagement.groups import course_of, grouped_by
from students.models import Outcome

SETTLED = Fraction(9, 10)  # of those who did not withdraw: with their ends a course has ended
MOST = Fraction(1, 2)  # does when the course has been over for long: no more will come
PATIENCE = datetime.timedelta(days=90)
LEFT = Outcome.WITHDRAWN.value


@dataclass(frozen=True)
class Courses:
    """The courses of some enrolments, `known`, on a day; these are parts of them, if not `all`."""

    by_key: Mapping[Key, Course]
    known: list[Enrolled]
    today: datetime.date
    all: bool = False

    @cached_property
    def rows(self) -> dict[Key, list[Enrolled]]:
        """Everybody in them."""
        rows = self.known if self.all else everybody(self.by_key, self.known)
        return grouped_by(rows, course_of)

    @cached_property
    def ended(self) -> frozenset[Key]:
        """Those whose ends are declared: of those who did not withdraw nine tenths are known, or
        the half where the last day lies three months back; or all have left, and it is over.

        Withdrawals are known while a course still runs; a share of the ends known so far would
        then say that everybody is lost. So would one of the first few results.
        """
        return frozenset(key for key, rows in self.rows.items() if self._has_ended(key, rows))

    def _has_ended(self, key: Key, rows: Iterable[Enrolled]) -> bool:
        stayed = [one.outcome for one in rows if one.outcome != LEFT]
        last = self.by_key[key].ends_on
        if not stayed:
            return last < self.today
        part = MOST if last + PATIENCE < self.today else SETTLED
        return sum(map(bool, stayed)) >= part * len(stayed)

    @cached_property
    def graded(self) -> frozenset[Key]:
        """Those that have ended with passing or failing, of nine tenths of who stayed; of others
        it is known who left, and a share that passed would hold them against a few."""
        return frozenset(key for key in self.ended if _is_graded(self.rows[key]))

    def is_known(self, one: Enrolled) -> bool:
        """Whether it is known how this enrolment ended, in a course whose ends are declared."""
        return bool(one.outcome) and one.course in self.ended

    @cached_property
    def activities(self) -> dict[int, Activity]:
        weeks = max((one.weeks for one in self.by_key.values()), default=0)
        return activities(in_courses(self.by_key), weeks) if weeks else {}

    def activity(self, one: Enrolled) -> Activity:
        """What they did; nothing for who did nothing."""
        return self.activities.get(one.pk, NOTHING)

    @cached_property
    def recorded(self) -> frozenset[Key]:
        """Those of which weeks of activity are known at all."""
        return frozenset(
            key for key, rows in self.rows.items() if any(one.pk in self.activities for one in rows)
        )

    def recording(self, name: str) -> frozenset[Key]:
        """Those in which anybody has something of a kind, such as `video_seconds`."""
        return frozenset(
            key
            for key, rows in self.rows.items()
            if any(getattr(self.activity(one), name) for one in rows)
        )

    @cached_property
    def early_days(self) -> dict[Key, dict[int, int]]:
        """Those of the courses whose ends are declared."""
        return self.early_days_of(self.ended)

    def early_days_of(self, keys: frozenset[Key]) -> dict[Key, dict[int, int]]:
        """The days of activity in the first weeks by enrolment, of who was there from the first
        day until they had passed, in those of these courses that have a record of activity."""
        return {
            key: {
                one.pk: self.activity(one).days(EARLY_WEEKS)
                for one in self.rows[key]
                if one.is_punctual and one.is_in(EARLY_DAYS)
            }
            for key in keys & self.recorded
        }


def _is_graded(rows: Iterable[Enrolled]) -> bool:
    stayed = [one.outcome for one in rows if one.outcome not in ("", LEFT)]
    decided = sum(outcome in PASSED | LOST for outcome in stayed)
    return bool(decided) and decided >= SETTLED * len(stayed)
