"""The trends: four measures of the chosen places over all their terms."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.charts import TRENDS
from analytics.dashboards.coverage import coverage
from analytics.dashboards.dashboard import Dashboard
from analytics.metrics.components import last_due
from analytics.metrics.figures import Figures
from analytics.metrics.trends import Trend
from analytics.wording import joined


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """It has no parameters of its own; the term of the filters is left out of account."""
    trend = Trend(figures)
    charts = tuple(make(figures, trend) for make in TRENDS.values()) if trend.terms else ()
    return Dashboard(
        slug="trends",
        heading=charts[0].title if charts else _("No terms here yet"),
        figures=figures,
        charts=charts,
        notes=(*_notes(trend), *_still_due(figures)),
        lede=coverage(figures.scope, _("term by term")),
        without=("term",),
        empty="" if charts else _("No student is in this selection in any term."),
    )


def _still_due(figures: Figures) -> tuple[str, ...]:
    """That the newest figures are not those of a whole term, where they are not."""
    until = last_due(figures.scope)
    words = _(
        "In the newest term parts of the marks are due until %(day)s: its figures are those so far."
    )
    return (words % {"day": date_format(until, "j M Y")},) if until else ()


def _notes(trend: Trend) -> tuple[str, ...]:
    """Where the rules changed, in a sentence for each change."""
    words = _(
        "From %(term)s on grades, passing and risk follow policy %(after)s; before, policy"
        " %(before)s. Pass rate and risk are not quite the same measure on both sides."
    )
    return tuple(
        words
        % {
            "term": after.part.title or after.code,
            "after": joined([str(one) for one in trend.numbers(after)]),
            "before": joined([str(one) for one in trend.numbers(before)]),
        }
        for before, after in trend.changes()
    )
