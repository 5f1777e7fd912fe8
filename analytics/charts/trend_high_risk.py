"""How the share of students at high risk went from term to term."""

from django.utils.translation import gettext_lazy as _

from analytics.charts.chart import Chart
from analytics.charts.lines import trend_chart
from analytics.metrics.figures import Figures
from analytics.metrics.measures import HIGH_RISK
from analytics.metrics.trends import Trend

SUBTITLE = _("Students at high risk in every term, percent")


def chart(figures: Figures, trend: Trend | None = None) -> Chart:
    """A point for each term; a page that shows several of them gives what they share."""
    return trend_chart(trend or Trend(figures), "trend_high_risk", HIGH_RISK, str(SUBTITLE))
