"""A grid of averages by part and subject, and the cell in it that stands out."""

from dataclasses import dataclass
from decimal import Decimal

from analytics.metrics.cells import Named
from analytics.metrics.dimensions import Dimension, Part
from analytics.metrics.figures import Figures
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally
from analytics.numerals import difference


@dataclass(frozen=True)
class Heat:
    """Parts by subjects; a place without students is not in `cells`."""

    parts: tuple[Part, ...]
    subjects: dict[Named, Tally]
    cells: dict[tuple[Part, Named], Tally]

    def deviation(self, part: Part, subject: Named) -> Decimal | None:
        """A cell's average less its subject's, as both are shown; None where one is not told."""
        cell, whole = self.cells.get((part, subject)), self.subjects.get(subject)
        if not cell or not cell.average or not whole or not whole.average:
            return None
        return difference(cell.average, whole.average)

    def lowest(self) -> tuple[Part, Named, Decimal] | None:
        """The cell furthest below its subject of those most of whose marks are in."""
        found = [
            (by, part, subject)
            for (part, subject), cell in self.cells.items()
            if 2 * cell.assessed >= cell.students
            and (by := self.deviation(part, subject)) is not None
        ]
        if len(found) < 2:
            return None
        by, part, subject = min(found)
        return part, subject, by


def heat(figures: Figures, by: Dimension) -> Heat:
    """The mean percent of every subject in every part. The number of queries is always the same."""
    parts = Parts(figures, by)
    names = tuple(sorted({part for part, _ in parts.grid}))
    return Heat(names, parts.subjects, parts.grid)
