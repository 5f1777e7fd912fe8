"""The enrolments of one scope and what is known of them, read once, when first asked for."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max
from django.utils import timezone

from analytics.metrics.engagement.activities import Activity
from analytics.metrics.engagement.courses import Courses
from analytics.metrics.engagement.enrolments import (
    Course,
    Enrolled,
    Key,
    counts_everybody,
    read,
)
from analytics.metrics.engagement.groups import course_of, grouped_by
from analytics.metrics.engagement.spans import Life, Spans
from analytics.metrics.engagement.stays import Stays, stays
from analytics.metrics.engagement.withheld import Withheld
from analytics.metrics.figures import Figures
from analytics.scope import SUBJECT, Scope
from students.models import EngagementChange, Mark


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
    def whole(self) -> Courses:
        """The courses with everybody in them."""
        courses, known = self._read
        return Courses(courses, known, self.today, counts_everybody(self.scope))

    @property
    def ended(self) -> frozenset[Key]:
        """The courses whose ends are declared."""
        return self.whole.ended

    @property
    def recorded(self) -> frozenset[Key]:
        """The courses of which weeks of activity are known at all."""
        return self.whole.recorded

    @property
    def graded(self) -> frozenset[Key]:
        """Those of them that tell who passed."""
        return self.whole.graded

    def is_known(self, one: Enrolled) -> bool:
        return self.whole.is_known(one)

    @cached_property
    def known(self) -> list[Enrolled]:
        return [one for one in self.enrolments if self.is_known(one)]

    def activity(self, one: Enrolled) -> Activity:
        return self.whole.activity(one)

    @cached_property
    def by_course(self) -> dict[Key, list[Enrolled]]:
        """The enrolments of each course that has any."""
        return grouped_by(self.enrolments, course_of)

    @cached_property
    def stays(self) -> Stays:
        """How long everybody stayed."""
        return stays(self._lives.values(), self._weeks_of_few(self.enrolments))

    def stays_of(self, key: Key) -> Stays:
        """How long those of a course stayed."""
        return stays([self._lives[key]], self._weeks_of_few(self.by_course[key]))

    @cached_property
    def _lives(self) -> dict[Key, Life]:
        return self._spans.lives(self.enrolments)

    @cached_property
    def _spans(self) -> Spans:
        return Spans({key: one.weeks_over(self.today) for key, one in self.courses.items()})

    def _weeks_of_few(self, rows: list[Enrolled]) -> frozenset[int]:
        if self.scope.tells_of_few:
            return frozenset()
        return self._spans.few(rows, self.withheld.any_few)

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

    def marks(self, rows: Iterable[Enrolled]) -> list[int]:
        """Those of these enrolments, where there are any."""
        found = map(self.percents.get, ((one.result, one.course[0]) for one in rows))
        return [mark for mark in found if mark is not None]

    @cached_property
    def changed_at(self) -> datetime.datetime | None:
        """When anything shown here changed last: enrolments, weeks or marks. One query and the
        figures'."""
        changes = EngagementChange.objects.filter(
            institution_id__in=self.scope.institution_ids,
            term_id__in=[term.pk for term in self.scope.terms],
        ).exclude(kind=EngagementChange.Kind.BACKGROUND)
        if SUBJECT in self.scope.picked:
            changes = changes.filter(subject_id__in=self.scope.picked[SUBJECT])
        newest = changes.aggregate(newest=Max("at"))["newest"]
        moments = (newest, self.figures.total.changed_at, self.figures.all_marks.changed_at)
        return max(filter(None, moments), default=None)
