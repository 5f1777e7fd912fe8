"""How many are still enrolled from week to week of the course."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.engagement.shown import interval_text, share_text
from analytics.metrics.engagement.stays import Week
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, number, percent
from analytics.wording import few


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A point for each full week, with its interval; a page gives what its charts share."""
    study = study or Study(figures)
    rows = tuple(_row(week) for week in study.stays.weeks)
    known = [row for row in rows if row.number is not None]
    level = percent(str(LEVEL))
    return Chart(
        slug="dropout",
        kind=LINES,
        title=_finding(known),
        subtitle=_("Still enrolled, percent of those who began, with %(level)s interval")
        % {"level": level},
        measure=_("Still enrolled"),
        columns=(
            _("Weeks over"),
            _("%(level)s interval") % {"level": level},
            _("Still enrolled, %"),
            _("Enrolled as the week began"),
            _("Left in the week"),
        ),
        rows=rows,
        figures=figures,
        empty="" if known else nothing_known(study, _("No enrolments by week are known here yet.")),
        series=(Series(_("all"), "bar"), Series("", "bar-muted"), Series("", "bar-muted")),
    )


def nothing_known(study: Study, sentence: str) -> str:
    """The sentence in the place of a chart, unless there are too few to tell of."""
    return _("Too few students to tell of.") if study.few else sentence


def _finding(known: list[Row]) -> str:
    if not known:
        return _("No dropout by week yet")
    last = known[-1]
    words = ngettext(
        "%(share)s were still enrolled after %(weeks)s week",
        "%(share)s were still enrolled after %(weeks)s weeks",
        int(last.label),
    )
    return words % {"share": percent(last.value), "weeks": last.label}


def _row(week: Week) -> Row:
    if week.few:
        none = (None,) * 3
        return Row(str(week.passed), None, few(), "bar", few(), "", {}, False, none, (few(),))
    text, bounds = share_text(week.share), week.interval
    return Row(
        label=str(week.passed),
        number=number(text),
        value=text,
        key="bar",
        share=grouped(week.at_risk),
        note=interval_text(bounds),
        leads=False,
        numbers=(number(text), *(round(float(100 * one), 1) for one in (bounds.low, bounds.high))),
        others=(grouped(week.left),),
    )
