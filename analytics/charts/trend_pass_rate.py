"""How the pass rate went from term to term."""

from django.utils.translation import gettext_lazy as _

from analytics.charts.chart import Chart
from analytics.charts.lines import trend_chart
from analytics.metrics.figures import Figures
from analytics.metrics.measures import PASS_RATE
from analytics.metrics.trends import Trend

SUBTITLE = _("Assessed students whose average passes, percent")


def chart(figures: Figures, trend: Trend | None = None) -> Chart:
    """A point for each term; a page that shows several of them gives what they share."""
    return trend_chart(trend or Trend(figures), "trend_pass_rate", PASS_RATE, str(SUBTITLE))
