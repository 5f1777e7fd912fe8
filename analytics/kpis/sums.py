"""Adding up what was counted by cells."""

from collections import defaultdict
from collections.abc import Iterable

from analytics.kpis.kpi import Cells, Counted, added
from analytics.precincts import Cell


def summed(found: Iterable[tuple[Cell, Counted]]) -> Cells:
    """One sum for each cell."""
    cells: dict[Cell, list[Counted]] = defaultdict(list)
    for cell, counted in found:
        cells[cell].append(counted)
    return {cell: added(rows) for cell, rows in cells.items()}
