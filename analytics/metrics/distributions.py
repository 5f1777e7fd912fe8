"""How the percents of a subject, or the averages, are spread."""

from dataclasses import dataclass

from django.db.models import Count, Q

from analytics.metrics.counted import counted_marks, counted_results
from analytics.metrics.figures import Figures
from analytics.scope import SUBJECT
from students.rules.units import SCALE

WIDTH = 10
FULL = 100


@dataclass(frozen=True)
class Bin:
    """Students from `low` to below `high` percent; the last one reaches the full hundred."""

    low: int
    high: int
    students: int

    @property
    def is_last(self) -> bool:
        return self.high == FULL


def distribution(figures: Figures) -> list[Bin]:
    """Ten steps of ten percent; empty where nobody, or too few, are assessed. One query."""
    if figures.total.few or not figures.total.assessed:
        return []
    rows, column = _rows(figures)
    lows = range(0, FULL, WIDTH)
    counts = {f"n_{low}": Count("pk", filter=between(column, low, low + WIDTH)) for low in lows}
    found = rows.aggregate(**counts)
    return [Bin(low, low + WIDTH, found[f"n_{low}"]) for low in lows]


def percents(figures: Figures) -> list[int]:
    """Every percent in 1e-10, the lowest first: for who may look the students up. One query."""
    if not figures.scope.tells_of_few:
        return []
    rows, column = _rows(figures)
    known = rows.filter(**{f"{column}__isnull": False})
    return list(known.order_by(column).values_list(column, flat=True))


def between(column: str, low: int, high: int) -> Q:
    """From `low` to below `high` percent, exactly; 100 belongs to what ends there."""
    top = "lte" if high >= FULL else "lt"
    return Q(**{f"{column}__gte": low * SCALE, f"{column}__{top}": high * SCALE})


def _rows(figures: Figures):
    if figures.scope.basis == SUBJECT:
        return counted_marks(figures.scope), "percent"
    return counted_results(figures.scope), "average"
