"""How the average went from term to term."""

from django.utils.translation import gettext_lazy as _

from analytics.charts.chart import Chart
from analytics.charts.lines import trend_chart
from analytics.metrics.figures import Figures
from analytics.metrics.measures import AVERAGE
from analytics.metrics.trends import Trend

SUBTITLE = _("Mean of the students’ averages in every term, 0–100")


def chart(figures: Figures, trend: Trend | None = None) -> Chart:
    """A point for each term; a page that shows several of them gives what they share."""
    return trend_chart(trend or Trend(figures), "trend_average", AVERAGE, str(SUBTITLE))
