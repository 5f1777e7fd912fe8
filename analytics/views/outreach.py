"""The dashboard of outreach, its charts and tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.cards import card_with
from analytics.dashboards.outreach import CHARTS, SLUG, board, chart_of, charts, figures_of, tables
from analytics.metrics.outreach_figures import OutreachFigures
from analytics.outreach_scopes import OutreachScope
from analytics.views.charts import ChartView
from analytics.views.files import as_file, taken_now
from analytics.views.scopes import nothing_here


def of_outreach(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the figures of its request: 403 for who sees no channels, 404 for a filter that
    names what is not among what they see."""

    @wraps(view)
    def given(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_outreach:
            raise PermissionDenied
        try:
            scope = OutreachScope.of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, figures_of(scope, request.GET), *args, **kwargs)

    return given


@require_safe
@of_outreach
def outreach(request, figures):
    """The page; the charts' data lie in it."""
    shown = board(figures)
    if shown["start"] is None:
        query = figures.scope.query()
        shown["cards"] = [
            card_with(chart, _files("outreach-chart", query, chart.slug))
            | {"payload": ChartView.payload(chart)}
            for chart in charts(figures)
        ]
        shown["tables"] = [
            (table, _files("outreach-table", query, place))
            for place, table in enumerate(tables(figures), 1)
        ]
    return render(request, "dashboards/outreach.html", shown)


@require_safe
@of_outreach
def outreach_table(request, figures: OutreachFigures, place: int, kind: str):
    """One of the tables, counted from 1, exactly as it is shown; 404 where there is none."""
    found = dict(enumerate(tables(figures), 1))
    if place not in found:
        raise Http404
    table = found[place]
    return as_file(kind, taken_now(SLUG), table.titles(), list(table.rows()), table.numeric())


@require_safe
@of_outreach
def outreach_chart(request, figures: OutreachFigures, slug: str, kind: str):
    """The table of one chart, exactly as it is shown; 404 for a chart there is not."""
    if slug not in CHARTS:
        raise Http404
    chart = chart_of(slug, figures)
    return as_file(kind, taken_now(slug), chart.columns, chart.table(), chart.numeric)


def _files(name: str, query: str, *args) -> dict[str, str]:
    tail = f"?{query}" if query else ""
    return {kind: reverse(name, args=[*args, kind]) + tail for kind in ("csv", "xlsx")}
