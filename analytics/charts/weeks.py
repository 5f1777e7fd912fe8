"""How attendance went from week to week, where classes are taken one by one."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.charts.chart import LINE, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.weeks import Week, weeks
from analytics.numerals import difference, grouped, number, percent
from analytics.wording import few


def chart(figures: Figures) -> Chart:
    """A point for each week of classes."""
    found = weeks(figures)
    known = [one for one in found if one.percent]
    return Chart(
        slug="weeks",
        kind=LINE,
        title=_finding(known),
        subtitle=_("Present or late, percent of the entries in registers kept class by class"),
        measure=_("Attendance"),
        columns=(_("Week from"), _("Attendance, %"), _("Entries")),
        rows=tuple(_row(one) for one in found),
        figures=figures,
        empty="" if known else nothing(figures.total, _("No classes taken one by one here yet.")),
    )


def _finding(known: list[Week]) -> str:
    if not known:
        return _("No attendance by week yet")
    first, last = known[0], known[-1]
    by = difference(last.percent, first.percent)
    if len(known) == 1 or not by:
        return _("Attendance is %(figure)s in the last week") % {"figure": percent(last.percent)}
    rose = _("Attendance rose from %(first)s to %(last)s over %(count)s weeks")
    fell = _("Attendance fell from %(first)s to %(last)s over %(count)s weeks")
    told = {"first": first.percent, "last": percent(last.percent), "count": len(known)}
    return (rose if by > 0 else fell) % told


def _row(one: Week) -> Row:
    return Row(
        label=date_format(one.begins, "j M"),
        number=number(one.percent),
        value=few() if one.few else one.percent,
        key="bar",
        share=few() if one.few else grouped(one.entries),
        leads=False,
    )
