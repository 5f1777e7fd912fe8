"""All of a scope who wait for a word, where they are not too many to be read at once."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, QuerySet

from analytics.metrics.longest_waits import Place
from analytics.metrics.spells import note_stale, stale_spells
from analytics.metrics.worklists import ORDER, Waiting
from students.kept import DAY, fetched, meant_by
from students.models import TermResult
from students.rules.risk import HIGH, MEDIUM

COLUMNS = ("pk", "waiting_from", "risk", "spoken_on", "any_stale")


@dataclass(frozen=True)
class EveryWait:
    """Those among `waiting` results, of all these `results`; `asked` tells them from others.

    Read by one query, which also tells where it is not noted of somebody since when they are at
    risk; that is noted then, and all is read again.
    """

    results: Callable[[], QuerySet[TermResult]]
    waiting: Callable[[], QuerySet[TermResult]]
    asked: Hashable

    @cached_property
    def places(self) -> list[Place]:
        """Results and since when each waits: the longest wait first within a level."""
        days = meant_by({day for _, day, *_ in self._found}, DAY)
        return [(pk, days[day]) for pk, day, *_ in self._found]

    @cached_property
    def counts(self) -> Waiting:
        """How many they are."""
        levels = Counter(risk for _, _, risk, *_ in self._found)
        never = sum(spoken_on is None for *_, spoken_on, _ in self._found)
        return Waiting(levels[HIGH], levels[MEDIUM], never)

    @cached_property
    def _found(self) -> list[tuple]:
        found = self._read()
        # Whom an old note leaves out may be the only one who waits.
        if found and not found[0][-1]:
            return found
        stale = fetched(("stale spells", self.asked), lambda: stale_spells(self.results()))
        return self._read() if stale and note_stale(pk for (pk,) in stale) else found

    def _read(self) -> list[tuple]:
        return fetched(("every wait", self.asked), self._rows)

    def _rows(self) -> QuerySet:
        rows = self.waiting().annotate(any_stale=Exists(stale_spells(self.results())))
        return rows.order_by(*ORDER).values_list(*COLUMNS)
