"""A figure of outreach over weeks or months as a chart: a line for each platform."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import ModuleType

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.kpis.channel_figures import found_of
from analytics.kpis.kpi import Kpi
from analytics.kpis.words import figure_text, signed_text
from analytics.metrics.outreach_figures import OutreachFigures
from analytics.metrics.outreach_periods import WEEK, Period
from analytics.wording import joined
from students.models import Platform

SUBTITLES = {
    "engagement_rate": gettext_lazy(
        "Likes and comments of the posts of that time, percent of followers; by platform"
    ),
    "reach_growth": gettext_lazy(
        "Reach of a day that tells of it, percent more than in the time before; by platform"
    ),
    "impressions": gettext_lazy("Sum of the daily impressions; by platform"),
    "follower_velocity": gettext_lazy("Followers won each week, those lost taken off; by platform"),
    "ctr": gettext_lazy("Clicks, percent of impressions, of days that tell of both; by platform"),
}


@dataclass(frozen=True)
class Point:
    """A week or month with a value for each platform; None where it does not tell of it."""

    period: Period
    values: tuple[Fraction | None, ...]


def line_chart(measure: ModuleType, figures: OutreachFigures) -> Chart:
    """The running week or month stands in the table, and is not drawn as if it were over."""
    kpi, platforms = measure.KPI, figures.scope.platforms
    points = _points(measure, figures, platforms)
    told = [place for place in range(len(platforms)) if any(_known(points, place))]
    names = [str(Platform(platforms[place]).label) for place in told]
    points = [Point(one.period, tuple(one.values[place] for place in told)) for one in points]
    return Chart(
        slug=kpi.slug,
        kind=LINES,
        title=_finding(kpi, figures, points, names),
        subtitle=str(SUBTITLES[kpi.slug]),
        measure=str(kpi.title),
        columns=(_head(figures), *names) if names else (_head(figures), str(kpi.title)),
        rows=tuple(_row(kpi, figures, point) for point in points) if told else (),
        figures=figures,
        options={"scales": {"y": {"beginAtZero": True}}},
        empty="" if told else _("No channel here tells of it in these months."),
        series=tuple(
            Series(name, f"platform-{platforms[place]}")
            for name, place in zip(names, told, strict=True)
        ),
    )


def _points(measure: ModuleType, figures: OutreachFigures, platforms: Sequence[str]) -> list[Point]:
    """From the first week or month that any platform tells of."""
    points = []
    for period, spans in zip(figures.periods, figures.spans, strict=True):
        values = tuple(
            measure.KPI.value(found_of(measure, [one for one in spans if one.platform == platform]))
            for platform in platforms
        )
        if points or any(value is not None for value in values):
            points.append(Point(period, values))
    return points


def _known(points: Iterable[Point], place: int) -> Iterable[bool]:
    return (point.values[place] is not None for point in points)


def _head(figures: OutreachFigures) -> str:
    return _("Week from") if figures.by == WEEK else _("Month")


def period_words(figures: OutreachFigures, period: Period) -> str:
    """ "Nov 2026", or "9 Nov 2026" for the week that begins then."""
    return date_format(period.first, "j M Y" if figures.by == WEEK else "M Y")


def _finding(
    kpi: Kpi, figures: OutreachFigures, points: Sequence[Point], names: Sequence[str]
) -> str:
    """Which platform stood highest in the last week or month that is over and told of."""
    over = [one for one in points if one.period.whole and any(v is not None for v in one.values)]
    if not over:
        return str(kpi.title)
    last = over[-1]
    best = max(value for value in last.values if value is not None)
    leading = [name for name, value in zip(names, last.values, strict=True) if value == best]
    told = {
        "measure": kpi.title,
        "period": period_words(figures, last.period),
        "figure": signed_text(best, kpi.unit),
        "platforms": joined(leading),
    }
    if sum(value is not None for value in last.values) == 1:
        if figures.by == WEEK:
            return _("%(measure)s of %(platforms)s, week from %(period)s: %(figure)s") % told
        return _("%(measure)s of %(platforms)s in %(period)s: %(figure)s") % told
    if figures.by == WEEK:
        words = _("%(measure)s, week from %(period)s: highest on %(platforms)s, %(figure)s")
        return words % told
    return _("%(measure)s in %(period)s: highest on %(platforms)s, %(figure)s") % told


def _row(kpi: Kpi, figures: OutreachFigures, point: Point) -> Row:
    words = period_words(figures, point.period)
    drawn = point.values if point.period.whole else (None,) * len(point.values)
    numbers = tuple(None if value is None else round(float(value), 2) for value in drawn)
    first, *others = (figure_text(value, kpi.unit) for value in point.values)
    return Row(
        label=words if point.period.whole else _("%(period)s so far") % {"period": words},
        number=numbers[0],
        value=first,
        key="bar",
        leads=False,
        numbers=numbers,
        others=tuple(others),
    )
