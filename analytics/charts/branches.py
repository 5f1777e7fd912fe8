"""Which branch is lowest."""

from analytics.charts.bars import bars, notable, reference
from analytics.charts.chart import BAR, Chart, nothing
from analytics.metrics.averages import AverageOf, branch_averages
from analytics.metrics.figures import Figures
from analytics.numerals import difference
from analytics.scope import SUBJECT

COLUMNS = ("Branch", "Average", "Assessed")


def chart(figures: Figures) -> Chart:
    """The mean of each branch's students, in all subjects or in the one chosen."""
    averages, everybody = branch_averages(figures), figures.total.average
    weakest = notable(averages, everybody)
    of = "percents in the subject" if figures.scope.basis == SUBJECT else "averages"
    return Chart(
        slug="branches",
        kind=BAR,
        title=_finding(averages, weakest, everybody),
        subtitle=f"Mean of the students' {of}, 0–100",
        measure="Average",
        columns=COLUMNS,
        rows=bars(averages, weakest, lambda one: one.code, lambda one: {"branch": one.code}),
        figures=figures,
        options=reference(everybody) if len(averages) > 1 else {},
        empty="" if everybody else nothing(figures.total, "marks"),
    )


def _finding(averages: list[AverageOf], weakest: AverageOf | None, everybody: str) -> str:
    known = [one for one in averages if one.average]
    if not known:
        return "No averages yet"
    if len(known) == 1:
        return f"{known[0].code} averages {known[0].average}"
    if weakest is None:
        return "No branch lies more than two points below the average"
    below = difference(everybody, weakest.average)
    return f"{weakest.code} is lowest, {below} below the average"
