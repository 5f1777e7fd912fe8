"""What the pages of batches and of trainers share: their charts, tables and files."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse

from analytics.charts.chart import Chart
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import VIEWS, address, tabs_of
from analytics.precincts import Precinct
from analytics.views.charts import ChartView
from analytics.views.files import as_file, taken_now


def around(precinct: Precinct, slug: str, query: str) -> dict:
    """The tabs, which keep the institution, and where the page is saved under a name."""
    saved = f"{query}&page={slug}" if query else f"page={slug}"
    kept = precinct.query(branch="", batch="", term="")
    return {
        "tabs": tabs_of(precinct.sight, kept, slug),
        "save_url": f"{address(VIEWS)}?{saved}" if precinct.sight.sees_figures else "",
    }


def shown(slug: str, query: str, tables: Sequence[Table], charts: Sequence[Chart]) -> dict:
    """The tables and charts of dashboards/board.html, each with its files; the data lie in it."""
    return {
        "tables": [
            (table, files(f"{slug}-table", query, place)) for place, table in enumerate(tables, 1)
        ],
        "cards": [_card(chart, files(f"{slug}-chart", query, chart.slug)) for chart in charts],
    }


def files(name: str, query: str, *args) -> dict[str, str]:
    """The addresses of a figure's files by their kind."""
    tail = f"?{query}" if query else ""
    return {kind: reverse(name, args=[*args, kind]) + tail for kind in ("csv", "xlsx")}


def table_file(slug: str, tables: Sequence[Table], place: int, kind: str) -> HttpResponse:
    """One of the tables, counted from 1, exactly as it is shown; Http404 where there is none."""
    found = dict(enumerate(tables, 1))
    if place not in found:
        raise Http404
    table = found[place]
    return as_file(kind, taken_now(slug), table.titles(), list(table.rows()), table.numeric())


def chart_file(charts: Sequence[Chart], slug: str, kind: str) -> HttpResponse:
    """The table of one chart, exactly as it is shown; Http404 for a chart there is not."""
    chart = next((one for one in charts if one.slug == slug), None)
    if chart is None:
        raise Http404
    return as_file(kind, taken_now(slug), chart.columns, chart.table(), chart.numeric)


def _card(chart: Chart, urls: dict[str, str]) -> dict:
    """The input of components/chart_card.html."""
    return {
        "slug": chart.slug,
        "kind": chart.kind,
        "title": chart.title,
        "subtitle": chart.says,
        "drawn": len(chart.drawn),
        "columns": [
            {"title": title, "numeric": numeric}
            for title, numeric in zip(chart.columns, chart.numeric, strict=True)
        ],
        "rows": [
            {
                "label": row.label,
                "value": row.value,
                "share": row.share,
                "others": row.others,
                "url": chart.url_of(row),
            }
            for row in chart.rows
        ],
        "payload": ChartView.payload(chart),
        "csv_url": urls["csv"],
        "excel_url": urls["xlsx"],
        "empty": {"sentence": chart.empty} if chart.empty else None,
    }
