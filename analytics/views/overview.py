"""The overview dashboard."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.charts import OVERVIEW
from analytics.dashboards.cards import card
from analytics.dashboards.overview import overview as page_of
from analytics.metrics.figures import Figures
from analytics.views.charts import ChartView
from analytics.views.live import live
from analytics.views.scopes import of_figures


@require_safe
@of_figures
def overview(request, scope):
    """Show key figures, four charts and who needs a word, of the scope of the request.

    The charts' data lie in the page, so that nothing is waited for.
    """
    following = live(scope)
    figures = Figures(scope)
    page = page_of(figures)
    charts = [make(figures) for make in OVERVIEW.values()] if figures.total.students else []
    cards = [card(chart) | {"payload": ChartView.payload(chart)} for chart in charts]
    return render(request, "dashboards/overview.html", page | {"charts": cards, "live": following})
