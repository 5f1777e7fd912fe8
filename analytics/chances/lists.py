"""The students of a scope by the chance that a version gives them, narrowed by the address."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from analytics.chances.rows import ChanceRow, rows_of
from analytics.models import ModelVersion, Prediction, Target
from analytics.scope import SUBJECT, Scope
from students.models import Enrolment, TermResult
from students.models.ends import how_ended

TARGET, TOP = "target", "top"
TOPS = (10, 25, 50, 100, 200)
USUAL_TOP = 25


@dataclass(frozen=True)
class Sums:
    """How many students have a guess, how many run without one, how many courses have ended.

    `newest` is the last day a guess was made of, `made_at` when the last was made.
    """

    guessed: int
    without: int
    ended: int
    newest: datetime.date | None
    made_at: datetime.datetime | None


@dataclass(frozen=True)
class ChanceList:
    """Who of a scope is likeliest to be lost; `top` are as many as there is time for."""

    scope: Scope
    target: str = Target.AT_RISK
    top: int = USUAL_TOP
    today: datetime.date = field(default_factory=timezone.localdate)

    @classmethod
    def of(cls, scope: Scope, params: Mapping) -> "ChanceList":
        """What parameters ask for; what cannot be meant is as if it were not there."""
        targets = {str(one): one for one in Target}
        tops = {str(one): one for one in TOPS}
        target = targets.get(str(params.get(TARGET) or "").strip(), Target.AT_RISK)
        return cls(scope, target, tops.get(str(params.get(TOP) or "").strip(), USUAL_TOP))

    @property
    def own(self) -> dict[str, str]:
        """Its own parameters, those that are not usual."""
        asked = {
            TARGET: "" if self.target == Target.AT_RISK else str(self.target),
            TOP: "" if self.top == USUAL_TOP else str(self.top),
        }
        return {name: value for name, value in asked.items() if value}

    def query(self, **changes: str) -> str:
        """The address of this list, with these parameters changed or, given "", left out."""
        values = {**self.scope.chosen, **self.own, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    @cached_property
    def versions(self) -> list[ModelVersion]:
        """Those in use here for the target, without their learners. One query."""
        return list(versions_here(self.scope.institution_ids).filter(target=self.target))

    def enrolments(self) -> QuerySet[Enrolment]:
        """The courses in sight, over or not, each with its `ending`."""
        rows = self.scope.sight.guessed_enrolments().filter(
            self.scope.narrowed("result__"), result__status=TermResult.Status.ACTIVE
        )
        rows = rows.annotate(ending=how_ended())
        picked = self.scope.picked.get(SUBJECT)
        return rows.filter(subject__in=picked) if picked else rows

    @property
    def is_over(self) -> bool:
        """Whether the terms asked for have ended: the list is then as it last was."""
        return bool(self.scope.terms) and all(one.ends_on < self.today for one in self.scope.terms)

    @cached_property
    def going_on(self) -> Q:
        """The condition that a course goes on, or went on when the last guess was made of it.

        One query where the term is over.
        """
        if not self.is_over:
            return Q(ending="") & _there_after(self.today)
        said = Prediction.objects.filter(
            version__in=self.versions, enrolment__in=self.enrolments().order_by().values("pk")
        )
        return _there_after(said.aggregate(last=Max("as_of"))["last"] or self.today)

    def guesses(self) -> QuerySet[Prediction]:
        """The newest guess of each course that goes on, in no order."""
        return Prediction.objects.newest_of(self.enrolments().filter(self.going_on), self.versions)

    def sums(self) -> Sums:
        """Two queries."""
        there = self.enrolments().aggregate(
            n_going_on=Count("result", distinct=True, filter=self.going_on),
            n_ended=Count("pk", filter=~self.going_on),
        )
        found = self.guesses().aggregate(
            n=Count("enrolment__result", distinct=True), newest=Max("as_of"), made=Max("made_at")
        )
        without = there["n_going_on"] - found["n"]
        return Sums(found["n"], without, there["n_ended"], found["newest"], found["made"])

    def rows(self) -> list[ChanceRow]:
        """The highest chances, one row for each student; always as many queries."""
        return rows_of(self.ids(), self.guesses(), self.versions)

    def ids(self) -> list[int]:
        """The results shown, the highest chance in any of their courses first. One query."""
        chances = self.guesses().order_by().values("enrolment__result")
        ranked = chances.annotate(most=Max("millionths")).order_by(
            "-most", "enrolment__result__student__roll_key", "enrolment__result"
        )
        return list(ranked.values_list("enrolment__result", flat=True)[: self.top])


def _there_after(day: datetime.date) -> Q:
    return Q(left_on__isnull=True) | Q(left_on__gt=day)


def versions_here(institution_ids) -> QuerySet[ModelVersion]:
    """The versions in use in these institutions, without what is large."""
    return _told(ModelVersion.objects.in_use().filter(institution__in=institution_ids))


def versions_numbered(pks) -> QuerySet[ModelVersion]:
    """These versions, without what is large."""
    return _told(ModelVersion.objects.filter(pk__in=pks))


def _told(versions: QuerySet[ModelVersion]) -> QuerySet[ModelVersion]:
    return versions.select_related("institution").defer("artifact", "groups", "compared")
