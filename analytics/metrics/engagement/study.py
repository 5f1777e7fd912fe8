"""The enrolments of one scope and what is known of them, read once, when first asked for."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from analytics.metrics.engagement.activities import EARLY_DAYS, EARLY_WEEKS, Activity
from analytics.metrics.engagement.courses import Courses
from analytics.metrics.engagement.enrolments import Course, Enrolled, Key, read
from analytics.metrics.engagement.withheld import Withheld
from analytics.metrics.figures import Figures
from analytics.scope import Scope
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
        return Courses(self.courses, self._read[1], self.today)

    @property
    def ended(self) -> frozenset[Key]:
        """The courses whose ends are declared."""
        return self.whole.ended

    @property
    def recorded(self) -> frozenset[Key]:
        """The courses of which weeks of activity are known at all."""
        return self.whole.recorded

    def is_known(self, one: Enrolled) -> bool:
        return self.whole.is_known(one)

    def is_decided(self, one: Enrolled) -> bool:
        return self.whole.is_decided(one)

    @cached_property
    def known(self) -> list[Enrolled]:
        return [one for one in self.enrolments if self.is_known(one)]

    def activity(self, one: Enrolled) -> Activity:
        return self.whole.activity(one)

    @cached_property
    def placed(self) -> list[tuple[Enrolled, int, list[int]]]:
        """Who was there from the first day until the first weeks had passed, in a course with a
        record of activity whose ends are declared: their days in these weeks, and those of all in
        the course, sorted.
        """
        others = self.whole.early_days
        return [
            (one, self.activity(one).days(EARLY_WEEKS), others[one.course])
            for one in self.enrolments
            if one.course in others and one.is_punctual and one.is_in(EARLY_DAYS)
        ]

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
