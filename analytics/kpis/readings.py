"""The key figures of a precinct, as exact values with their parts, or why there is none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from analytics.choices import BATCH
from analytics.kpis import KPIS
from analytics.kpis.kpi import Cells, Counted, Kpi, added
from analytics.kpis.weighing import said_weights
from analytics.metrics.few import LEAST, MEASURES, hidden
from analytics.metrics.office_facts import OfficeFacts
from analytics.models import KpiWeights
from analytics.precincts import Precinct


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
        if self._is_withheld(counted, kpi, found.count):
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

    def _is_withheld(self, counted: Cells, kpi: Kpi, count: int) -> bool:
        """Whether it, or what is left of a wider look without it, is of too few to tell of."""
        if self.precinct.tells_of_few or not kpi.people:
            return False
        return 0 < count < LEAST or any(
            self._gives_away(counted, kpi, name) for name in self.precinct.picked
        )

    def _gives_away(self, counted: Cells, kpi: Kpi, name: str) -> bool:
        wider, counts = self.precinct.widened(name), Counter()
        for cell, one in counted.items():
            if wider.holds(cell, kpi.of):
                counts[getattr(cell, name)] += one.count
        gone = hidden({part: (count,) * len(MEASURES) for part, count in counts.items()})
        return not gone.isdisjoint(self.precinct.picked[name])
