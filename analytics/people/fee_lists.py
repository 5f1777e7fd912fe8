"""The list of students with fees: who owes what, for how long; the most overdue first."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from analytics.fee_scopes import FeeScope
from analytics.metrics.fees import FeeSums, sums_by_student
from students.models import Batch, FeeDue, Payment, Student
from students.rules.fee_ages import OVERDUE, SPANS
from students.rules.keys import key_of, name_key_of

SHOW, LATE, SEARCH, SORT = "show", "late", "search", "sort"
OVERDUE_ONLY, PENDING, AHEAD, EVERYBODY = SHOWS = ("overdue", "pending", "ahead", "all")
MOST, LONGEST_LATE, ROLL = SORTS = ("", "late", "roll")
LONGEST = 100
AT_ONCE = 500  # students of a file read together
MEANT = {
    OVERDUE_ONLY: lambda sums: sums.overdue > 0,
    PENDING: lambda sums: sums.pending > 0,
    AHEAD: lambda sums: sums.advance > 0,
    EVERYBODY: lambda sums: True,
}


@dataclass(frozen=True)
class FeeRow:
    """One student of the list, with what they owe and paid, in whole hundredths."""

    student: Student
    batch: str
    sums: FeeSums

    @property
    def oldest(self) -> str:
        """The span of the oldest overdue due; empty for none."""
        return next((span for span in OVERDUE if self.sums.ages[span]), "")


@dataclass(frozen=True)
class FeeList:
    """Students of a scope; `conditions` are those of the address that mean something here."""

    scope: FeeScope
    conditions: Mapping[str, str]
    on: datetime.date

    @classmethod
    def of(cls, scope: FeeScope, params: Mapping) -> "FeeList":
        """The list GET parameters ask for; what cannot be meant is as if it were not there."""
        asked = {name: str(params.get(name) or "").strip()[:LONGEST] for name in (SHOW, LATE)}
        asked[SHOW] = asked[SHOW] if asked[SHOW] in SHOWS else ""
        asked[LATE] = asked[LATE] if asked[LATE] in SPANS else ""
        asked[SEARCH] = str(params.get(SEARCH) or "").strip()[:LONGEST]
        sort = str(params.get(SORT) or "")
        asked[SORT] = sort if sort in SORTS else ""
        found = {name: value for name, value in asked.items() if value}
        return cls(scope, found, timezone.localdate())

    @property
    def show(self) -> str:
        """Whom it lists; a search is among everybody, and a span says itself whom."""
        usual = EVERYBODY if LATE in self.conditions or SEARCH in self.conditions else OVERDUE_ONLY
        return self.conditions.get(SHOW, usual)

    def query(self, **changes: str) -> str:
        """The query string of this list, with these parameters changed or, given "", left out."""
        return self.scope.students_query(**{**self.conditions, **changes})

    @cached_property
    def sums(self) -> dict[int, FeeSums]:
        """The sums of every student listed, by number, in the order of the list."""
        dues, payments = self._theirs()
        found = sums_by_student(dues, payments, self.on)
        listed = {pk: sums for pk, sums in found.items() if self._is_meant(sums)}
        return dict(sorted(listed.items(), key=self._order(listed)))

    def rows(self, first: int = 0, after: int | None = None) -> Iterator[FeeRow]:
        """The rows from one place to another, counted from 0."""
        wanted = list(self.sums)[first:after]
        for start in range(0, len(wanted), AT_ONCE):
            yield from self._rows(wanted[start : start + AT_ONCE])

    def _rows(self, wanted: Iterable[int]) -> Iterator[FeeRow]:
        students = self.scope.students().filter(pk__in=wanted).select_related("institution")
        found = {one.pk: one for one in students}
        batches = dict(
            Batch.objects.filter(
                pk__in={one.batch_now for one in found.values()} - {None}
            ).values_list("pk", "code")
        )
        for pk in wanted:
            yield FeeRow(found[pk], batches.get(found[pk].batch_now, ""), self.sums[pk])

    def _theirs(self) -> tuple[QuerySet[FeeDue], QuerySet[Payment]]:
        sight, scope = self.scope.sight, self.scope
        theirs = Q(student__institution__in=scope.institution_ids)
        if scope.picked or SEARCH in self.conditions:
            students = scope.students().filter(self._search())
            theirs &= Q(student__in=students.values("pk"))
        return sight.fee_dues().filter(theirs), sight.payments().filter(theirs)

    def _search(self) -> Q:
        text = self.conditions.get(SEARCH, "")
        if not text:
            return Q()
        key = key_of(text)
        by_roll = Q(roll_key__contains=key) if key else Q()
        return Q(name_key__contains=name_key_of(text)) | by_roll

    def _is_meant(self, sums: FeeSums) -> bool:
        late = self.conditions.get(LATE)
        return MEANT[self.show](sums) and (not late or sums.ages[late] > 0)

    def _order(self, sums: Mapping[int, FeeSums]):
        sort = self.conditions.get(SORT, "")
        if sort == ROLL:
            places = self.scope.students().order_by("roll_key", "pk").values_list("pk", flat=True)
            place_of = {pk: place for place, pk in enumerate(places.iterator())}
            return lambda pair: place_of[pair[0]]
        if sort == LONGEST_LATE:
            return lambda pair: (*(-pair[1].ages[span] for span in OVERDUE), pair[0])
        figure = {PENDING: "pending", AHEAD: "advance"}.get(self.show, "overdue")
        return lambda pair: (-getattr(pair[1], figure), pair[0])
