"""A chart as the card of a dashboard shows it."""

from django.urls import reverse

from analytics.charts.chart import Chart


def card(chart: Chart) -> dict:
    """The input of components/chart_card.html; its table is there before any script runs."""
    query = chart.figures.scope.query()
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
        "data_url": f"{reverse('chart', args=[chart.slug])}?{query}",
        "csv_url": f"{reverse('chart-csv', args=[chart.slug])}?{query}",
        "excel_url": f"{reverse('chart-xlsx', args=[chart.slug])}?{query}",
        "empty": {"sentence": chart.empty} if chart.empty else None,
    }
