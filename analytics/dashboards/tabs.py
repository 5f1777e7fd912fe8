"""The tabs that lead from one dashboard to the others, and whom each is for."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.scope import Scope
from students.sight import Sight

VIEWS, WHAT_IF = "views", "what-if"
EARLY_WARNING = "early-warning"
KPIS, REVENUE, OUTREACH = "kpis", "revenue", "outreach"
BATCHES, TRAINERS = "batches", "trainers"
CLASSROOM = "classroom"  # where rooms are measured by camera
OFFICE = (KPIS, BATCHES, TRAINERS, REVENUE, OUTREACH)
TABS = (
    ("overview", gettext_lazy("Overview")),
    (KPIS, gettext_lazy("KPIs")),
    ("heatmap", gettext_lazy("Heat map")),
    ("comparison", gettext_lazy("Comparison")),
    ("trends", gettext_lazy("Trends")),
    ("attendance", gettext_lazy("Attendance")),
    ("engagement", gettext_lazy("Engagement")),
    ("subject", gettext_lazy("Subject")),
    (EARLY_WARNING, gettext_lazy("Early warning")),
    (WHAT_IF, gettext_lazy("What if")),
    (BATCHES, gettext_lazy("Batches")),
    (TRAINERS, gettext_lazy("Trainers")),
    (CLASSROOM, gettext_lazy("Classroom")),
    (REVENUE, gettext_lazy("Revenue")),
    (OUTREACH, gettext_lazy("Outreach")),
    (VIEWS, gettext_lazy("Saved views")),
)


def address(slug: str) -> str:
    """The address of a dashboard, or of the saved views."""
    named = {"overview": "overview", VIEWS: "saved-views", WHAT_IF: WHAT_IF}
    named |= {one: one for one in (EARLY_WARNING, CLASSROOM, *OFFICE)}
    return reverse(named[slug]) if slug in named else reverse("dashboard", args=[slug])


def save_url(scope: Scope, slug: str, own: dict[str, str]) -> str:
    """Where this page, as it is looked at now, is saved under a name."""
    return f"{address(VIEWS)}?{urlencode({**scope.chosen, **own, 'page': slug})}"


def tabs(scope: Scope, here: str) -> list[dict]:
    """The way from one dashboard to the others, which keeps the filters."""
    return tabs_of(scope.sight, scope.query(), here)


def tabs_of(sight: Sight, query: str, here: str) -> list[dict]:
    """The same with filters that are those of no scope."""
    return [
        {
            "title": title,
            "url": address(slug) + (f"?{query}" if query and slug != VIEWS else ""),
            "active": slug == here,
        }
        for slug, title in TABS
        if opens(sight, slug)
    ]


def opens(sight: Sight, slug: str) -> bool:
    """Whether a dashboard is for one of their roles; the fee desk sees no figures but of fees."""
    if slug == CLASSROOM:
        return sight.sees_measured_rooms
    if slug in OFFICE:
        return _opens_office(sight, slug)
    if not sight.sees_figures:
        return False
    if slug == EARLY_WARNING:
        return sight.opens_worklists
    return slug != WHAT_IF or sight.weighs_policies


def _opens_office(sight: Sight, slug: str) -> bool:
    rights = {
        KPIS: sight.sees_kpis,
        BATCHES: sight.sees_batches,
        TRAINERS: sight.sees_ratings,
        REVENUE: sight.sees_revenue,
        OUTREACH: sight.sees_outreach,
    }
    return rights[slug]
