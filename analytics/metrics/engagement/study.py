"""The enrolments of one scope and what is known of them, read once, when first asked for."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from analytics.metrics.engagement.activities import (
    EARLY_DAYS,
    EARLY_WEEKS,
    NOTHING,
    Activity,
    activities,
)
from analytics.metrics.engagement.enrolments import Course, Enrolled, Key, read
from analytics.metrics.engagement.withheld import Withheld
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from students.models import EngagementChange, Mark, Outcome

UNDECIDED = frozenset({"", Outcome.WITHDRAWN.value})
Name = Hashable


@dataclass(frozen=True)
class Study:
    """What several figures of one scope share; nothing of too few where these are not told."""

    figures: Figures

    @property
    def scope(self) -> Scope:
        return self.figures.scope

    @cached_property
    def today(self) -> datetime.date:
        return timezone.localdate()

    @cached_property
    def _read(self) -> tuple[dict[Key, Course], list[Enrolled]]:
        return read(self.scope)

    @property
    def courses(self) -> dict[Key, Course]:
        return self._read[0]

    @cached_property
    def enrolments(self) -> list[Enrolled]:
        """All of them; none where they are too few to be told of."""
        return [] if self.few else self._read[1]

    @cached_property
    def few(self) -> bool:
        """Whether there are some, too few to tell of, or differing by too few from a wider look."""
        return self.withheld.whole(self._read[1])

    @cached_property
    def withheld(self) -> Withheld:
        return Withheld(self.scope, self.is_known)

    @cached_property
    def ended(self) -> frozenset[Key]:
        """The courses whose ends are declared: somebody's other than a withdrawal is, or the last
        day has passed and everybody's is.

        Withdrawals are known while a course still runs; a share of the ends known so far would
        then say that everybody is lost.
        """
        found = set()
        for key, rows in grouped_by(self._read[1], lambda one: one.course).items():
            outcomes = {one.outcome for one in rows}
            over = self.courses[key].ends_on < self.today and "" not in outcomes
            if over or outcomes - UNDECIDED:
                found.add(key)
        return frozenset(found)

    def is_known(self, one: Enrolled) -> bool:
        """Whether it is known how this enrolment ended, in a course whose ends are declared."""
        return bool(one.outcome) and one.course in self.ended

    @cached_property
    def known(self) -> list[Enrolled]:
        return [one for one in self.enrolments if self.is_known(one)]

    @cached_property
    def activities(self) -> dict[int, Activity]:
        return activities(self.scope) if self.enrolments else {}

    def activity(self, one: Enrolled) -> Activity:
        """What they did; nothing for who did nothing."""
        return self.activities.get(one.pk, NOTHING)

    @cached_property
    def recorded(self) -> frozenset[Key]:
        """The courses of which weeks of activity are known at all."""
        return frozenset(one.course for one in self.enrolments if one.pk in self.activities)

    @cached_property
    def placed(self) -> list[tuple[Enrolled, int, list[int]]]:
        """Who was enrolled when the first weeks had passed, in a course with a record of activity
        whose ends are declared: their days in these weeks, and those of all in the course, sorted.
        """
        courses, found = self.ended & self.recorded, []
        there = [one for one in self.enrolments if one.course in courses and one.is_in(EARLY_DAYS)]
        for rows in grouped_by(there, lambda one: one.course).values():
            days = [self.activity(one).days(EARLY_WEEKS) for one in rows]
            others = sorted(days)
            found += ((one, number, others) for one, number in zip(rows, days, strict=True))
        return found

    @cached_property
    def percents(self) -> dict[tuple[int, int], int]:
        """The mark of an enrolment by result and subject, in 1e-10 percent. One query."""
        if not self.enrolments:
            return {}
        subjects = {subject for subject, _ in self.courses}
        rows = Mark.objects.filter(
            self.scope.narrowed("result__"), attempt=1, subject__in=subjects, percent__isnull=False
        )
        found = rows.order_by().values_list("result_id", "subject_id", "percent")
        return {(result, subject): percent for result, subject, percent in found}

    def percent(self, one: Enrolled) -> int | None:
        return self.percents.get((one.result, one.course[0]))

    @cached_property
    def changed_at(self) -> datetime.datetime | None:
        """When an enrolment or a mark of these terms changed last. One query and the figures'."""
        terms = [term.pk for term in self.scope.terms]
        changes = EngagementChange.objects.filter(
            institution_id__in=self.scope.institution_ids, term_id__in=terms
        )
        newest = changes.order_by("-pk").values_list("at", flat=True).first()
        moments = (newest, self.figures.total.changed_at, self.figures.all_marks.changed_at)
        return max(filter(None, moments), default=None)


def grouped_by(rows: Iterable[Enrolled], name: Callable[[Enrolled], Name]) -> dict[Name, list]:
    """Enrolments by what `name` calls their part."""
    found = defaultdict(list)
    for one in rows:
        found[name(one)].append(one)
    return dict(found)
