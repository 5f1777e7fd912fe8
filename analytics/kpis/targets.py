"""What a figure should be, and how far it is from it."""

from dataclasses import dataclass
from fractions import Fraction

from analytics.kpis.kpi import Kpi
from analytics.models import KpiTarget
from analytics.precincts import Precinct


@dataclass(frozen=True)
class Distance:
    """A value against its target: `by` is how much it lies above (below 0: beneath) it."""

    kpi: Kpi
    target: Fraction
    by: Fraction

    @property
    def is_reached(self) -> bool:
        return self.by <= 0 if self.kpi.low_is_good else self.by >= 0


def targets(precinct: Precinct) -> dict[str, Fraction]:
    """By figure, of the one institution meant; none where several are, each having its own."""
    if len(precinct.institutions) != 1:
        return {}
    rows = KpiTarget.objects.in_force(precinct.institution_ids, from_day__lte=precinct.today)
    return {one.kpi: Fraction(one.value) for one in rows if one.value is not None}


def distance(
    precinct: Precinct, kpi: Kpi, target: Fraction | None, value: Fraction | None
) -> Distance | None:
    """None without target or value, and of a sum where only a part of the institution is meant."""
    if target is None or value is None or (kpi.unit.is_sum and precinct.picked):
        return None
    return Distance(kpi, target, value - target)
