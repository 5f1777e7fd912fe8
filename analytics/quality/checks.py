"""What a check of the register is: the records it looks at, which of them fail, what to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from analytics.quality.scopes import FEES, QualityScope
from students.keysets import Part

INSTITUTION_CODE = "institution__code_key"
MISSING, DOUBTFUL, DUPLICATE, STALE = KINDS = ("missing", "doubtful", "duplicate", "stale")


class Found(NamedTuple):
    """How many records of an institution fail a check, of how many it looked at."""

    count: int
    whole: int


class Row(NamedTuple):
    """One record that fails: its name, what else tells it, and the page where it is mended."""

    institution: int
    label: str
    note: str
    url: str = ""
    student: int | None = None


class Check(Protocol):
    """`part` says whose it is; `url(scope)` is the page that lists what it finds."""

    slug: str
    title: str | Promise
    todo: str | Promise
    kind: str
    part: str

    def counts(self, scope: QualityScope) -> Mapping[int, Found]: ...
    def rows(self, scope: QualityScope) -> Sequence | QuerySet: ...
    def shown(self, scope: QualityScope, rows: Iterable) -> list[Row]: ...
    def url(self, scope: QualityScope) -> str: ...


def list_url(check: "Check") -> str:
    """The list of the records that fail a check."""
    return reverse("quality-fees" if check.part == FEES else "quality-records", args=[check.slug])


@dataclass(frozen=True)
class RecordCheck:
    """A check of rows of one model.

    `whole(scope)`: the rows it looks at; `lacks(scope)`: the condition of those that fail;
    `institution`: the lookup that leads to their institution; `row(record, institution)`: how one
    is shown; `related`: what is read along with it. `order` tells all rows apart and begins with
    the institution where that is asked at all; `along`: the lookup to the institution of students,
    where rows come in the order of their roll numbers and are best found by these.
    """

    slug: str
    title: str | Promise
    todo: str | Promise
    kind: str
    part: str
    institution: str
    whole: Callable[[QualityScope], QuerySet]
    lacks: Callable[[QualityScope], Q]
    row: Callable[[Model, QualityScope], Row]
    order: tuple[str, ...]
    related: tuple[str, ...] = ()
    along: str = ""

    def counts(self, scope: QualityScope) -> dict[int, Found]:
        """One query, whatever the number of institutions; those without any rows are left out."""
        failing = Count("pk", filter=self.lacks(scope))
        rows = self.whole(scope).order_by().values_list(self.institution)
        counted = rows.annotate(count=failing, whole=Count("pk"))
        return {place: Found(count, whole) for place, count, whole in counted}

    def rows(self, scope: QualityScope) -> QuerySet:
        """The records that fail."""
        return self._failing(scope).order_by(*self.order).select_related(*self.related)

    def in_order(self, scope: QualityScope) -> Part:
        """The same to be read page by page: those of one institution along an index."""
        rows, order = self._failing(scope), self.order
        if len(scope.institution_ids) == 1 and order[0].endswith(INSTITUTION_CODE):
            order = order[1:]
        along = {f"{self.along}__in": scope.institution_ids} if self.along else {}
        return Part(rows.filter(**along), order)

    def _failing(self, scope: QualityScope) -> QuerySet:
        return self.whole(scope).filter(self.lacks(scope))

    def shown(self, scope: QualityScope, rows: Iterable) -> list[Row]:
        """How they are shown."""
        return [self.row(one, scope) for one in rows]

    def url(self, scope: QualityScope) -> str:
        """Their list."""
        return list_url(self)
