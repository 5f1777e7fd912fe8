"""Outreach: what the platforms count for the channels, over time, and what goes with admissions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import ModuleType
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts import outreach_enrolments
from analytics.charts.chart import Chart
from analytics.chosen import INSTITUTION
from analytics.dashboards.outreach_filters import by_of, months_of, outreach_filters, own_of
from analytics.dashboards.outreach_lines import line_chart
from analytics.dashboards.outreach_tables import outreach_tables
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import OUTREACH as SLUG
from analytics.dashboards.tabs import save_url, tabs_of
from analytics.kpis import reach_growth
from analytics.kpis.channel_figures import MEASURES, found_of
from analytics.kpis.words import figure_text, signed_text
from analytics.metrics.outreach_figures import OutreachFigures
from analytics.outreach_scopes import OutreachScope
from students.rules.units import half_up

ENROLMENTS = "outreach_enrolments"
CHARTS = (*(measure.KPI.slug for measure in MEASURES), ENROLMENTS)


def figures_of(scope: OutreachScope, asked: Mapping[str, str]) -> OutreachFigures:
    """The figures of today over as many weeks or months as are asked for."""
    own = own_of(asked)
    return OutreachFigures(
        replace(scope, own=own), timezone.localdate(), by_of(own), months_of(own)
    )


def chart_of(slug: str, figures: OutreachFigures) -> Chart:
    """One of CHARTS."""
    if slug == ENROLMENTS:
        return outreach_enrolments.chart(figures)
    return line_chart(next(one for one in MEASURES if one.KPI.slug == slug), figures)


def charts(figures: OutreachFigures) -> list[Chart]:
    """The charts of the page, in order."""
    return [chart_of(slug, figures) for slug in CHARTS]


def tables(figures: OutreachFigures) -> list[Table]:
    """The tables of the page, in order."""
    return outreach_tables(figures) if figures.facts else []


def board(figures: OutreachFigures) -> dict:
    """What dashboards/outreach.html shows, but for charts and tables."""
    scope, nothing = figures.scope, _nothing(figures)
    place = {name: code for name, code in scope.chosen.items() if name == INSTITUTION}
    return {
        "heading": _finding(figures),
        "lede": _lede(figures),
        "tabs": tabs_of(scope.sight, urlencode(place), SLUG),
        "save_url": save_url(scope, SLUG, dict(scope.own)),
        "filters": outreach_filters(scope, reverse(SLUG)),
        "figures": () if nothing else tuple(_figure(one, figures) for one in MEASURES),
        "notes": () if nothing else notes(),
        "start": nothing,
        "charts_first": True,
        "as_of": timezone.now(),  # computed as it is read
    }


def _finding(figures: OutreachFigures) -> str:
    found = found_of(reach_growth, figures.now)
    value = reach_growth.KPI.value(found)
    if value is None:
        return _("Outreach")
    places = reach_growth.KPI.unit.places
    told = {"by": signed_text(abs(value), reach_growth.KPI.unit)}
    if not half_up(abs(value.numerator) * 10**places, value.denominator):
        return _("Reach is as it was four weeks before")
    if value > 0:
        return _("Reach grew by %(by)s in four weeks") % told
    return _("Reach fell by %(by)s in four weeks") % told


def _lede(figures: OutreachFigures) -> str:
    names = [one.name for one in figures.scope.institutions]
    if not names:
        return _("No institution is assigned to you yet.")
    where = names[0] if len(names) == 1 else _("%(count)s institutions") % {"count": len(names)}
    words = ngettext(
        "%(count)s channel of %(place)s, as on %(day)s.",
        "%(count)s channels of %(place)s, as on %(day)s.",
        len(figures.scope.channels),
    )
    day = date_format(figures.on, "j M Y")
    return words % {"count": len(figures.scope.channels), "place": where, "day": day}


def _nothing(figures: OutreachFigures) -> dict | None:
    if figures.facts:
        return None
    clear = {"url": reverse(SLUG), "link": _("Clear the filters")}
    clear = clear if figures.scope.chosen or figures.scope.own else {}
    if figures.scope.channels:
        return {"sentence": _("The channels tell of nothing in these months."), **clear}
    told = _("Channels, posts and days appear here once platforms’ files are imported.")
    return {"sentence": told, **clear}


def _figure(measure: ModuleType, figures: OutreachFigures) -> Figure:
    """The key figure of the last 28 days with what it is taken from; empty where none tells it."""
    kpi, found = measure.KPI, found_of(measure, figures.now)
    value = kpi.value(found)
    if value is None:
        return Figure(str(kpi.title), figure_text(None, kpi.unit), str(kpi.nobody))
    parts = (
        _("%(title)s: %(figure)s")
        % {
            "title": part.title,
            "figure": signed_text(part.unit.value(*found.parts[part.name]), part.unit),
        }
        for part in kpi.parts
    )
    sign = f"\u00a0{kpi.unit.sign}" if kpi.unit.sign else ""
    note = " · ".join(parts) or _("in the last 28 days")
    return Figure(str(kpi.title), figure_text(value, kpi.unit), note, sign)


def notes() -> Iterable[str]:
    """How the figures are made, in sentences."""
    return (
        _(
            "The figures at the top are the key figures of the last 28 days, over the channels"
            " chosen. The lines use the same formulas for each week or month. What a platform does"
            " not say is left empty; it is not 0."
        ),
        _(
            "Daily reach is added up, so that somebody reached on two days counts twice. Growth"
            " compares the reach of a day that tells of it, so that a short month is no weaker for"
            " being short."
        ),
        _(
            "Admissions are all of the institution, whichever platform is chosen. A month counts in"
            " a correlation once it is over and nine in ten of its days tell of reach. What goes"
            " together is not why: both may follow the season of admissions, and months that follow"
            " each other are not independent, so that the interval is rather too narrow."
        ),
    )
