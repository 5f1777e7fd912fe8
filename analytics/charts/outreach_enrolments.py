"""Reach and admissions of the same months, each against its own mean, and how they go together."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.enrolment_revenue import of_mean, r_text
from analytics.metrics.correlations import LEAST, Correlation
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.outreach_enrolments import Enrolments, OutreachMonth
from analytics.metrics.outreach_figures import OutreachFigures
from analytics.numerals import grouped, percent
from analytics.wording import few, of_all

NONE = "–"


def chart(figures: OutreachFigures) -> Chart:
    """Two lines in percent of their means, of whole months whose reach is told."""
    found = figures.enrolments
    compared = [one for one in found.months if one.is_compared and one.admitted is not None]
    means = sum(one.reach for one in compared), sum(one.admitted for one in compared)
    return Chart(
        slug="outreach_enrolments",
        kind=LINES,
        title=_finding(found),
        subtitle=_subtitle(found),
        measure=_("Percent of the mean"),
        columns=(_("Month"), _("Reach"), _("Admissions"), _("Days that tell of reach")),
        rows=tuple(_row(one, means, len(compared)) for one in found.months),
        figures=figures,
        options={"scales": {"y": {"beginAtZero": True}}},
        empty="" if all(means) else _("Reach and admissions of the same months are not known."),
        series=(Series(_("reach"), "bar"), Series(_("admissions"), "ramp-8")),
    )


def _finding(found: Enrolments) -> str:
    """What goes together is said, and never that one brought the other."""
    for pair, more, less in (
        (
            found.together,
            _("More reach goes with more admissions in the same month"),
            _("More reach goes with fewer admissions in the same month"),
        ),
        (
            found.later,
            _("More reach goes with more admissions a month later"),
            _("More reach goes with fewer admissions a month later"),
        ),
    ):
        if pair and pair.is_clear:
            return more if pair.r > 0 else less
    if found.together is None and found.later is None:
        return _("Not enough months to hold reach against admissions")
    return _("Reach and admissions go together no more than by chance")


def _subtitle(found: Enrolments) -> str:
    words = (
        _("Each in percent of its monthly mean"),
        _("same month: %(correlation)s") % {"correlation": correlation_words(found.together)},
        _("a month later: %(correlation)s") % {"correlation": correlation_words(found.later)},
    )
    return " · ".join(words)


def correlation_words(found: Correlation | None) -> str:
    """r with the number of months and its interval; or that they are not enough."""
    if found is None:
        return _("not enough, of fewer than %(least)s months or always the same") % {"least": LEAST}
    return _("r %(r)s over %(count)s months, %(level)s interval %(low)s to %(high)s") % {
        "r": r_text(found.r),
        "count": found.count,
        "level": percent(str(LEVEL)),
        "low": r_text(found.interval.low),
        "high": r_text(found.interval.high),
    }


def _row(month: OutreachMonth, sums: tuple[int, int], count: int) -> Row:
    drawn = month.is_compared and month.admitted is not None
    values = (month.reach, month.admitted)
    numbers = (
        tuple(of_mean(one, total, count) for one, total in zip(values, sums, strict=True))
        if drawn
        else (None, None)
    )
    words = date_format(month.first, "M Y")
    return Row(
        label=words if month.whole else _("%(period)s so far") % {"period": words},
        number=numbers[0],
        value=NONE if month.reach is None else grouped(month.reach),
        key="bar",
        share=few() if month.few else NONE if month.admitted is None else grouped(month.admitted),
        leads=False,
        numbers=numbers,
        others=(of_all(month.told, month.days),),
    )
