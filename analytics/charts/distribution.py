"""How the percents of a subject, or the averages, are spread."""

from analytics.charts.chart import COLUMNS, Chart, Row, nothing
from analytics.metrics.distributions import Bin, distribution
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, share
from analytics.scope import SUBJECT


def chart(figures: Figures) -> Chart:
    """A column for every ten percent."""
    bins = distribution(figures)
    total = figures.total
    of = "percent in the subject" if figures.scope.basis == SUBJECT else "average"
    share_title = ("Share",) if share(0, total.assessed) else ()
    return Chart(
        slug="distribution",
        kind=COLUMNS,
        title=_finding(bins, total.assessed),
        subtitle=f"Students by {of}, in steps of ten",
        measure="Students",
        columns=("Percent", "Students", *share_title),
        rows=tuple(_row(one, total.assessed) for one in bins),
        figures=figures,
        empty="" if bins else nothing(total, "marks"),
    )


def _finding(bins: list[Bin], whole: int) -> str:
    if not bins:
        return "No marks yet"
    most = max(bins, key=lambda one: one.students)
    count = f"{grouped(most.students)} of {grouped(whole)}"
    return f"Most common is {most.low} to {most.high}, {count}"


def _row(one: Bin, whole: int) -> Row:
    return Row(
        label=f"{one.low}–{one.high}",
        number=one.students,
        value=grouped(one.students),
        key="bar",
        share=share(one.students, whole) or None,
        filters={"between": f"{one.low}-{one.high}"},
    )
