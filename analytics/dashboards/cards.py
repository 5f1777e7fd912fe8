"""A chart as the card of a dashboard shows it."""

from collections.abc import Mapping

from django.urls import reverse

from analytics.charts.chart import Chart


def card(chart: Chart) -> dict:
    """A chart that has an address of its own."""
    query = chart.figures.scope.query()
    files = {
        kind: f"{reverse(f'chart-{kind}', args=[chart.slug])}?{query}" for kind in ("csv", "xlsx")
    }
    own = {"data_url": f"{reverse('chart', args=[chart.slug])}?{query}"}
    return card_with(chart, files) | own


def card_with(chart: Chart, files: Mapping[str, str]) -> dict:
    """The input of components/chart_card.html; its table is there before any script runs, and
    `files` are the addresses of it as CSV and as XLSX."""
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
                "note": row.note,
                "value": row.value,
                "share": row.share,
                "others": row.others,
                "key": row.key if chart.shows_keys else "",
                "url": chart.url_of(row),
            }
            for row in chart.rows
        ],
        "csv_url": files["csv"],
        "excel_url": files["xlsx"],
        "empty": {"sentence": chart.empty} if chart.empty else None,
    }
