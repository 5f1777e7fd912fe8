"""The dashboard of revenue, its charts and tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from analytics.charts.chart import Chart
from analytics.choices import BATCH, BRANCH
from analytics.chosen import ScopeError
from analytics.dashboards.cards import card_with
from analytics.dashboards.revenue import CHARTS, SLUG, board, charts, figures_of, tables
from analytics.dashboards.tabs import tabs
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from analytics.views.charts import ChartView
from analytics.views.files import as_file, taken_now
from analytics.views.scopes import nothing_here


def of_revenue(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the figures of its request: 403 for who sees no sums of fees, 404 for a filter
    that names what is not among what they see."""

    @wraps(view)
    def given(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_revenue:
            raise PermissionDenied
        try:
            scope = FeeScope.of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, figures_of(scope, request.GET), *args, **kwargs)

    return given


@require_safe
@of_revenue
def revenue(request, figures):
    """The page; the charts' data lie in it."""
    others = tabs(figures.scope.without(BRANCH, BATCH), SLUG)
    shown = board(figures) | {"tabs": others if len(others) > 1 else []}
    if shown["start"] is None:
        query = figures.scope.query()
        shown["cards"] = [_card(chart, query) for chart in charts(figures)]
        places = enumerate(tables(figures), 1)
        shown["tables"] = [
            (table, _files("revenue-table", query, place)) for place, table in places
        ]
    return render(request, "dashboards/board.html", shown)


@require_safe
@of_revenue
def revenue_table(request, figures: FeeFigures, place: int, kind: str):
    """One of the tables, counted from 1, exactly as it is shown; 404 where there is none."""
    found = dict(enumerate(tables(figures), 1))
    if place not in found:
        raise Http404
    table = found[place]
    return as_file(kind, taken_now(SLUG), table.titles(), list(table.rows()), table.numeric())


@require_safe
@of_revenue
def revenue_chart(request, figures: FeeFigures, slug: str, kind: str):
    """The table of one chart, exactly as it is shown; 404 for a chart there is not."""
    if slug not in CHARTS:
        raise Http404
    chart = CHARTS[slug](figures)
    return as_file(kind, taken_now(slug), chart.columns, chart.table(), chart.numeric)


def _card(chart: Chart, query: str) -> dict:
    """The input of components/chart_card.html."""
    files = _files("revenue-chart", query, chart.slug)
    return card_with(chart, files) | {"payload": ChartView.payload(chart)}


def _files(name: str, query: str, *args) -> dict[str, str]:
    tail = f"?{query}" if query else ""
    return {kind: reverse(name, args=[*args, kind]) + tail for kind in ("csv", "xlsx")}
