"""A chart as JSON through django-chartjs, and its table as a file."""

import json

from chartjs.views.lines import BaseLineOptionsChartView
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_safe

from analytics.charts import CHARTS, settled
from analytics.charts.chart import Chart
from analytics.metrics.figures import Figures
from analytics.scope import Scope, ScopeError
from analytics.views.files import as_file
from analytics.views.scopes import of_figures


class ChartView(BaseLineOptionsChartView):
    """The data and options of one chart; colours are named, and read from the theme when drawn."""

    chart: Chart = None

    def get(self, request, slug):
        """The chart of this slug for the scope of the request; 404 for a chart there is not."""
        if slug not in CHARTS:
            raise Http404
        if not request.sight.sees_figures:
            raise PermissionDenied
        try:
            scope = Scope.of(request.sight, request.GET)
        except ScopeError as error:
            return JsonResponse({"detail": str(error)}, status=404)
        self.chart = CHARTS[slug](Figures(settled(slug, scope)))
        return self.render_to_response(self.get_context_data())

    @classmethod
    def payload(cls, chart: Chart) -> dict:
        """What the address of a chart answers, for a page that has the chart already."""
        return cls(chart=chart).get_context_data()

    def get_labels(self):
        return [row.label for row in self.chart.drawn]

    def get_data(self):
        rows = self.chart.drawn
        if not self.chart.series:
            return [[row.number for row in rows]]
        return [[row.numbers[place] for row in rows] for place in range(len(self.chart.series))]

    def get_providers(self):
        return [one.name for one in self.chart.series] or [self.chart.measure]

    def get_dataset_options(self, index, color):
        if self.chart.series:
            return {"key": self.chart.series[index].key}
        return {"keys": [row.key for row in self.chart.drawn]}

    def get_options(self):
        return self.chart.options

    def get_context_data(self, **kwargs):
        chart, context = self.chart, super().get_context_data(**kwargs)
        return {
            "type": chart.kind,
            "data": context["data"],
            "options": context["options"],
            "title": chart.title,
            "subtitle": chart.says,
            "as_of": chart.figures.total.changed_at,
            "table": [
                {"label": row.label, "value": row.value, "url": chart.url_of(row)}
                for row in chart.drawn
            ],
            "empty": bool(chart.empty),
        }

    def convert_context_to_json(self, context):
        return json.dumps(context, cls=DjangoJSONEncoder, allow_nan=False)


@require_safe
@of_figures
def chart_file(request, scope, slug, kind):
    """The chart's table, exactly as it is shown, as "csv" or "xlsx"."""
    if slug not in CHARTS:
        raise Http404
    chart = CHARTS[slug](Figures(settled(slug, scope)))
    return as_file(kind, slug, chart.columns, chart.table(), chart.numeric)
