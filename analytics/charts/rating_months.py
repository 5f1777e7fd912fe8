"""What trainers were given from month to month, with the interval of each mean."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.rating_words import NONE, interval_text, mean_text
from analytics.metrics.rating_figures import RatingFigures
from analytics.metrics.ratings import STARS, RatingSums
from analytics.numerals import grouped
from analytics.wording import few


def chart(figures: RatingFigures) -> Chart:
    """A line of the means between its bounds; a month of few answers is a gap."""
    months = figures.months
    told = [(month, one) for month, one in months.items() if not one.few]
    return Chart(
        slug="rating_months",
        kind=LINES,
        title=_finding(told),
        subtitle=_("Mean of the answers of a month, of five stars, within its 95 percent interval"),
        measure=_("Mean rating"),
        columns=(_("Month"), _("Rating, of 5"), _("Answers"), _("95 percent interval")),
        rows=tuple(_row(month, one) for month, one in months.items()),
        figures=figures,
        options={"scales": {"y": {"min": 0, "max": STARS, "ticks": {"stepSize": 1}}}},
        empty="" if told else _nothing(figures, months),
        series=(Series(_("mean"), "bar"), Series("", "bar-muted"), Series("", "bar-muted")),
    )


def month_words(month: tuple[int, int]) -> str:
    """The month as it is written: "Nov 2026"."""
    return date_format(datetime.date(*month, 1), "M Y")


def _finding(told: list) -> str:
    """How the last month differs from the first, where their intervals lie apart."""
    if len(told) < 2:
        return _("Ratings by month")
    (first, before), (last, now) = told[0], told[-1]
    words = {
        "first": month_words(first),
        "before": mean_text(before),
        "last": month_words(last),
        "now": mean_text(now),
    }
    if before.interval and now.interval:
        if now.interval.low > before.interval.high:
            return _("Ratings rose from %(before)s in %(first)s to %(now)s in %(last)s") % words
        if now.interval.high < before.interval.low:
            return _("Ratings fell from %(before)s in %(first)s to %(now)s in %(last)s") % words
    return _("Ratings of %(last)s differ from those of %(first)s no more than by chance") % words


def _nothing(figures: RatingFigures, months: dict) -> str:
    if figures.is_few or months:
        return _("Too few answers of a month to tell of.")
    return _("No dated rating is known here yet.")


def _row(month: tuple[int, int], one: RatingSums) -> Row:
    if one.few:
        gap = (None, None, None)
        return Row(month_words(month), None, few(), "bar", few(), numbers=gap, others=(NONE,))
    bounds = one.interval
    ends = (round(float(end), 2) for end in (bounds.low, bounds.high)) if bounds else (None, None)
    mean = float(mean_text(one))
    return Row(
        label=month_words(month),
        number=mean,
        value=mean_text(one),
        key="bar",
        share=grouped(one.answers),
        numbers=(mean, *ends),
        others=(interval_text(one),),
    )
