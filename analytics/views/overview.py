"""The overview dashboard."""

from collections import Counter

from django.views.decorators.http import require_safe

from analytics.charts import OVERVIEW
from analytics.dashboards.cards import card
from analytics.dashboards.overview import overview as page_of
from analytics.metrics.figures import Figures
from analytics.metrics.pulse import all_changes
from analytics.scope import Scope
from analytics.views.charts import ChartView
from analytics.views.live import live
from analytics.views.page_cache import kept_page
from analytics.views.scopes import of_figures

PAGE = "dashboards/overview.html"


@require_safe
@of_figures
def overview(request, scope):
    """Show key figures, four charts and who needs a word, of the scope of the request.

    The charts' data lie in the page, so that nothing is waited for.
    """
    pulses, seen = all_changes([term.pk for term in scope.terms])
    return kept_page(request, PAGE, scope, seen, lambda: _made(scope, pulses))


def _made(scope: Scope, pulses: Counter) -> dict:
    figures = Figures(scope)
    page = page_of(figures)
    charts = [make(figures) for make in OVERVIEW.values()] if figures.total.students else []
    page["charts"] = [card(chart) | {"payload": ChartView.payload(chart)} for chart in charts]
    return page | {"live": live(scope, pulses)}
