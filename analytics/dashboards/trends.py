"""The trends: four measures of the chosen places over all their terms."""

from collections.abc import Mapping

from analytics.charts import TRENDS
from analytics.dashboards.coverage import coverage
from analytics.dashboards.dashboard import Dashboard
from analytics.metrics.figures import Figures
from analytics.metrics.trends import Trend


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """It has no parameters of its own; the term of the filters is left out of account."""
    trend = Trend(figures)
    charts = tuple(make(figures, trend) for make in TRENDS.values()) if trend.terms else ()
    return Dashboard(
        slug="trends",
        heading=charts[0].title if charts else "No terms here yet",
        figures=figures,
        charts=charts,
        notes=_notes(trend),
        lede=coverage(figures.scope, "term by term"),
        without=("term",),
        empty="" if charts else "No student is in this selection in any term.",
    )


def _notes(trend: Trend) -> tuple[str, ...]:
    """Where the rules changed, in a sentence for each change."""
    return tuple(
        f"From {after.part.title or after.code} on grades, passing and risk follow policy "
        f"{_words(trend.numbers(after))}; before, policy {_words(trend.numbers(before))}. "
        "Pass rate and risk are not quite the same measure on both sides."
        for before, after in trend.changes()
    )


def _words(numbers: list[int]) -> str:
    return " and ".join(map(str, numbers))
