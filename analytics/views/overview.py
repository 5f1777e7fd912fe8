"""The overview dashboard."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from analytics.charts import OVERVIEW
from analytics.dashboards.cards import card
from analytics.dashboards.overview import overview as page_of
from analytics.metrics.figures import Figures
from analytics.metrics.pulse import all_changes
from analytics.scope import Scope
from analytics.views.charts import ChartView
from analytics.views.live import live
from analytics.views.page_cache import cached
from analytics.views.scopes import of_figures

BODY = "dashboards/overview_body.html"
HEAD = ("heading", "lede", "save_url", "as_of", "policy")


@require_safe
@of_figures
def overview(request, scope):
    """Show key figures, four charts and who needs a word, of the scope of the request.

    The charts' data lie in the page, so that nothing is waited for.
    """
    pulses, seen = all_changes([term.pk for term in scope.terms])
    page = cached("overview", scope, seen, lambda: _made(scope))
    return render(request, "dashboards/overview.html", page | {"live": live(scope, pulses)})


def _made(scope: Scope) -> dict:
    figures = Figures(scope)
    page = page_of(figures)
    charts = [make(figures) for make in OVERVIEW.values()] if figures.total.students else []
    page["charts"] = [card(chart) | {"payload": ChartView.payload(chart)} for chart in charts]
    return {name: page[name] for name in HEAD} | {"body": render_to_string(BODY, page)}
