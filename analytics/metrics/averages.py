"""Averages by subject and by branch, beside that of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.metrics.cells import Named
from analytics.metrics.figures import Figures
from analytics.metrics.tallies import Tally


@dataclass(frozen=True)
class AverageOf:
    """A subject or branch; `average` is the text shown, empty when nobody is assessed.

    `few`: students too few to tell of them; the counts are then 0.
    """

    code: str
    title: str
    average: str
    students: int
    assessed: int
    few: bool = False

    @property
    def words(self) -> str:
        """The title where there is one, else the code."""
        return self.title or self.code


def subject_averages(figures: Figures) -> list[AverageOf]:
    """Each subject's mean percent, in the order of their codes."""
    return _averages(figures.subjects)


def branch_averages(figures: Figures) -> list[AverageOf]:
    """Each branch's mean, in the order of their codes."""
    return _averages(figures.branches)


def average_of_marks(figures: Figures) -> str:
    """The mean over all marks of all subjects in sight."""
    return figures.all_marks.average


def _averages(tallies: Mapping[Named, Tally]) -> list[AverageOf]:
    return [
        AverageOf(code, title, tally.average, tally.students, tally.assessed, tally.few)
        for (_, code, title), tally in tallies.items()
    ]
