"""The figures of fees of one scope on a day; what several pages' parts share is read once."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.fee_scopes import FeeScope
from analytics.metrics.correlations import Correlation, correlation
from analytics.metrics.fee_months import Month, fee_months, months_until
from analytics.metrics.fee_months_of_few import months_of_few
from analytics.metrics.fees import FeeSums, fee_sums
from analytics.metrics.few import hidden


class Place(NamedTuple):
    """Numbers of the rows a student belongs to now; None for no branch, no batch."""

    institution: int | None = None
    branch: int | None = None
    batch: int | None = None


DIMENSIONS = (INSTITUTION, BRANCH, BATCH)
WITHHELD = FeeSums(few=True)
Counts = Callable[[FeeSums], tuple[int, ...]]


@dataclass(frozen=True)
class FeeFigures:
    """Sums of a scope in total and by institution, branch or batch, and its last months.

    Who may not look the students up is not told figures of one to four of them, nor of parts and
    selections from which such figures could be worked out.
    """

    scope: FeeScope
    on: datetime.date
    count: int = 12

    @cached_property
    def total(self) -> FeeSums:
        """Everybody of the scope."""
        if self.is_few:
            return WITHHELD
        return replace(_sum(self._by_place.values()), ages_few=self._withholds(_late))

    @cached_property
    def is_few(self) -> bool:
        """Whether the whole selection is withheld."""
        return self._withholds(_counts)

    def by(self, dimension: str) -> dict[int | None, FeeSums]:
        """The sums of each institution, branch or batch by its number; None for those of none.

        Who joined a batch of another institution counts as of none.
        """
        parts = self._parts(dimension, self._by_place)
        if self.scope.leads_to_students:
            return parts
        blind = self._parts(dimension, self._blind(self._by_place))
        gone = set(parts) if self.is_few else _hidden(blind)
        ages = set(parts) if self.total.ages_few else _hidden(blind, _late, gone)
        return {
            name: WITHHELD if name in gone else replace(one, ages_few=name in ages)
            for name, one in parts.items()
        }

    @cached_property
    def months(self) -> list[Month]:
        """The last months; `few` where all is withheld, or the money would tell of one to four."""
        payments, admissions = self.scope.payments(), self.scope.admissions()
        found = fee_months(payments, admissions, self.on, self.count)
        gone = months_of_few(self.scope, months_until(self.on, self.count), self.on)
        return [_withheld(one) if self.is_few or one.first in gone else one for one in found]

    @cached_property
    def together(self) -> Correlation | None:
        """How admissions and money of a month go together, over the months that are over."""
        over = (one for one in self.months if one.first < self.on.replace(day=1))
        return correlation(
            [(one.admitted, one.collected) for one in over if one.admitted is not None]
        )

    @cached_property
    def _by_place(self) -> dict[Place, FeeSums]:
        return _sums(self.scope, self.on)

    def _parts(self, dimension: str, places: Mapping[Place, FeeSums]) -> dict:
        """The sums by the number of a part; None for one that is not among those of the scope."""
        known = {INSTITUTION: self.scope.institutions, **self.scope.options}[dimension]
        numbers = {one.pk for one in known}
        parts = defaultdict(FeeSums)
        for place, sums in places.items():
            number = getattr(place, dimension)
            parts[number if number in numbers else None] += sums
        return dict(parts)

    def _blind(self, places: Mapping[Place, FeeSums]) -> dict[Place, FeeSums]:
        """Those whose students may not be looked up; a viewer can take the others off a sum."""
        known = self.scope.open_institutions
        if known is None:
            return {}
        return {place: sums for place, sums in places.items() if place.institution not in known}

    def _withholds(self, counts: Counts) -> bool:
        """Whether by these counts the selection is few, or differs too little from a wider one."""
        if self.scope.leads_to_students:
            return False
        if hidden({(): counts(_sum(self._blind(self._by_place).values()))}):
            return True
        wider, picked = self._wider.items(), self.scope.narrowed_to
        return any(_hidden(parts, counts).intersection(picked[name]) for name, parts in wider)

    @cached_property
    def _wider(self) -> dict[str, dict]:
        """By filter the parts of the selection without it."""
        found = {}
        for name in self.scope.narrowed_to:
            scope = self.scope.without(name)
            wider = replace(self, scope=scope)
            found[name] = wider._parts(name, self._blind(_sums(scope, self.on)))
        return found


def _counts(sums: FeeSums) -> tuple[int, ...]:
    return sums.students, sums.owing, sums.awaited


def _late(sums: FeeSums) -> tuple[int, ...]:
    return sums.late


def _sums(scope: FeeScope, on: datetime.date) -> dict[Place, FeeSums]:
    columns = ("pk", INSTITUTION, "branch_now", "batch_now")
    places = {pk: Place(*rest) for pk, *rest in scope.students().values_list(*columns).iterator()}
    return fee_sums(scope.dues(), scope.payments(), on, lambda pk: places.get(pk, Place()))


def _hidden(
    parts: Mapping[int | None, FeeSums], counts: Counts = _counts, also: Collection = ()
) -> set:
    # The numbers are sorted where parts are of one size, and None has no place among numbers.
    names = {name or 0: name for name in parts}
    found = {one: counts(parts[names[one]]) for one in names}
    return {names[one] for one in hidden(found, {one or 0 for one in also})}


def _sum(sums) -> FeeSums:
    return sum(sums, FeeSums())


def _withheld(month: Month) -> Month:
    return Month(month.first, admitted=None, few=True)
