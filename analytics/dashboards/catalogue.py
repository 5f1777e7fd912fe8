"""Every dashboard beyond the overview, by its slug."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analytics.dashboards import attendance, comparison, engagement, heatmap, subject, trends
from analytics.dashboards.dashboard import BY, Dashboard
from analytics.dashboards.tabs import TABS, VIEWS
from analytics.metrics.engagement.terms import with_ends
from analytics.metrics.figures import Figures
from analytics.scope import Scope


def as_it_is(scope: Scope) -> Scope:
    """The scope that was asked for."""
    return scope


@dataclass(frozen=True)
class Entry:
    """How a page is made from figures and the address's parameters.

    `one_subject`: who sees single subjects only looks at one of them; else at all of theirs.
    `settled` may choose what nobody chose, such as a term.
    """

    make: Callable[[Figures, Mapping[str, str]], Dashboard]
    one_subject: bool = True
    settled: Callable[[Scope], Scope] = as_it_is


OWN_PARAMETERS = (BY, heatmap.SHOW, comparison.SORT)
TITLES = {slug: title for slug, title in TABS if slug != VIEWS}
DASHBOARDS = {
    "heatmap": Entry(heatmap.dashboard, one_subject=False),
    "comparison": Entry(comparison.dashboard),
    "trends": Entry(trends.dashboard),
    "attendance": Entry(attendance.dashboard),
    "subject": Entry(subject.dashboard),
    "engagement": Entry(engagement.dashboard, settled=with_ends),
}
