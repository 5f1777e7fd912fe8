"""The key figures of a precinct, as exact values with their parts, or why there is none."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import attrgetter

from django.utils.translation import gettext as _

from analytics.choices import BATCH
from analytics.chosen import INSTITUTION
from analytics.kpis import KPIS
from analytics.kpis.kpi import Cells, Counted, Kpi, added
from analytics.kpis.weighing import said_weights
from analytics.meant_terms import everywhere
from analytics.metrics.few import MEASURES, hidden
from analytics.metrics.office_facts import OfficeFacts
from analytics.models import KpiWeights
from analytics.precincts import Cell, Precinct


@dataclass(frozen=True)
class Reading:
    """A figure of a part: `found` is what was counted; `why_empty` where there is no value."""

    kpi: Kpi
    found: Counted
    few: bool = False
    why_empty: str = ""

    @property
    def value(self) -> Fraction | None:
        """Exact; None for none."""
        return None if self.why_empty else self.kpi.value(self.found)


@dataclass(frozen=True)
class Readings:
    """All figures that the viewer of a precinct sees, counted when first asked for."""

    precinct: Precinct

    @cached_property
    def said(self) -> dict[tuple[int, str], KpiWeights]:
        """The weights that these institutions have set, by institution and figure."""
        return said_weights(self.precinct.institution_ids)

    @cached_property
    def facts(self) -> OfficeFacts:
        """What they are counted from, by the weights in force."""
        weights = {key: one.weights for key, one in self.said.items()}
        return OfficeFacts(self.precinct, weights)

    @property
    def kpis(self) -> list[Kpi]:
        """Those that are theirs to see."""
        return [kpi for kpi in KPIS.values() if self.precinct.shows(*kpi.of)]

    def all(self) -> Iterator[Reading]:
        """One of each."""
        return map(self.of, self.kpis)

    def of(self, kpi: Kpi) -> Reading:
        """The figure over the part meant."""
        counted = self.counted(kpi)
        found = self._sum(counted, self.precinct, kpi)
        if self._is_withheld(counted, kpi):
            return Reading(kpi, Counted(), True, _("Too few students to tell of."))
        if kpi.of_batches and BATCH not in self.precinct.picked:
            return Reading(kpi, Counted(), False, _("It is told of one batch: choose one above."))
        if kpi.value(found) is None:
            return Reading(kpi, found, False, str(kpi.nobody))
        return Reading(kpi, found)

    def counted(self, kpi: Kpi) -> Cells:
        """It in every cell; counted once."""
        if kpi.slug not in self._counted:
            self._counted[kpi.slug] = kpi.cells(self.facts)
        return self._counted[kpi.slug]

    @cached_property
    def _counted(self) -> dict[str, Cells]:
        return {}

    def _sum(self, counted: Cells, precinct: Precinct, kpi: Kpi) -> Counted:
        return added(one for cell, one in counted.items() if precinct.holds(cell, kpi.of))

    def _is_withheld(self, counted: Cells, kpi: Kpi) -> bool:
        """Whether it, or what is left of a wider look without it, is of too few to tell of.

        Whom the viewer may look up they can take off: they are not counted.
        """
        if self.precinct.tells_of_few or not kpi.people:
            return False
        here = _parts(counted, kpi, self.precinct, lambda cell: 0)
        return (
            bool(hidden(here))
            or any(self._gives_away(counted, kpi, name) for name in self.precinct.picked)
            or self._gives_another_away(kpi)
        )

    def _gives_away(self, counted: Cells, kpi: Kpi, name: str) -> bool:
        parts = _parts(counted, kpi, self.precinct.widened(name), attrgetter(name))
        return not hidden(parts).isdisjoint(self.precinct.picked[name])

    def _gives_another_away(self, kpi: Kpi) -> bool:
        """Whether that of all institutions less that of this one would tell of few of another."""
        if len(self._everywhere.precinct.blind) == len(self.precinct.blind):
            return False
        counted = self._everywhere.counted(kpi)
        parts = _parts(counted, kpi, self._everywhere.precinct, attrgetter(INSTITUTION))
        return not hidden(parts).isdisjoint(self.precinct.institution_ids)

    @cached_property
    def _everywhere(self) -> "Readings":
        return Readings(everywhere(self.precinct))


def _parts(
    counted: Cells, kpi: Kpi, precinct: Precinct, part_of: Callable[[Cell], int | None]
) -> dict[int, tuple[int, ...]]:
    """How many were counted in each part of a precinct, of those who may not be looked up."""
    counts: Counter[int] = Counter()
    for cell, one in counted.items():
        if cell.institution in precinct.blind and precinct.holds(cell, kpi.of):
            counts[part_of(cell) or 0] += one.count
    return {part: (count,) * len(MEASURES) for part, count in counts.items()}
