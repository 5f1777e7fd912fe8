"""How attendance went from week to week, where classes are taken one by one."""

from django.utils.formats import date_format

from analytics.charts.bars import TOO_FEW
from analytics.charts.chart import LINE, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.weeks import Week, weeks
from analytics.numerals import difference, grouped, number


def chart(figures: Figures) -> Chart:
    """A point for each week of classes."""
    found = weeks(figures)
    known = [one for one in found if one.percent]
    return Chart(
        slug="weeks",
        kind=LINE,
        title=_finding(known),
        subtitle="Present or late, percent of the entries in registers kept class by class",
        measure="Attendance",
        columns=("Week from", "Attendance, %", "Entries"),
        rows=tuple(_row(one) for one in found),
        figures=figures,
        empty="" if known else nothing(figures.total, "classes taken one by one"),
    )


def _finding(known: list[Week]) -> str:
    if not known:
        return "No attendance by week yet"
    first, last = known[0], known[-1]
    by = difference(last.percent, first.percent)
    if len(known) == 1 or not by:
        return f"Attendance is {last.percent}\u00a0% in the last week"
    way = "rose" if by > 0 else "fell"
    return f"Attendance {way} from {first.percent} to {last.percent}\u00a0% over {len(known)} weeks"


def _row(one: Week) -> Row:
    return Row(
        label=date_format(one.begins, "j M"),
        number=number(one.percent),
        value=TOO_FEW if one.few else one.percent,
        key="bar",
        share=TOO_FEW if one.few else grouped(one.entries),
        leads=False,
    )
