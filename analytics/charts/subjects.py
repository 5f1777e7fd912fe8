"""Which subject is weakest."""

from analytics.charts.bars import bars, notable, reference
from analytics.charts.chart import BAR, Chart, nothing
from analytics.metrics.averages import AverageOf, average_of_marks, subject_averages
from analytics.metrics.figures import Figures
from analytics.numerals import difference

COLUMNS = ("Subject", "Average", "Assessed")


def chart(figures: Figures) -> Chart:
    """The mean percent of each subject in sight, beside the mean of all their marks."""
    averages, everybody = subject_averages(figures), average_of_marks(figures)
    weakest = notable(averages, everybody)
    return Chart(
        slug="subjects",
        kind=BAR,
        title=_finding(averages, weakest, everybody),
        subtitle="Mean percent of each subject's marks, 0–100",
        measure="Average",
        columns=COLUMNS,
        rows=bars(averages, weakest, lambda one: one.words, lambda one: {"subject": one.code}),
        figures=figures,
        options=reference(everybody) if len(averages) > 1 else {},
        empty="" if everybody else nothing(figures.all_marks, "marks"),
    )


def _finding(averages: list[AverageOf], weakest: AverageOf | None, everybody: str) -> str:
    known = [one for one in averages if one.average]
    if not known:
        return "No marks yet"
    if len(known) == 1:
        return f"{known[0].words} averages {known[0].average}"
    if weakest is None:
        return "No subject lies more than two points below the average"
    below = difference(everybody, weakest.average)
    return f"{weakest.words} is weakest, {below} below the average"
