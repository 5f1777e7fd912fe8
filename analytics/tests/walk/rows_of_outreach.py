"""Who may see how institutions are seen from outside: those who answer for one, and its manager."""

from analytics.dashboards.outreach import CHARTS
from analytics.tests.walk.people import MANAGER
from analytics.tests.walk.table import HOUSE, Row

OUTREACH = HOUSE | {MANAGER}
KINDS = ("csv", "xlsx")

ROWS = (
    Row(
        "outreach",
        read=OUTREACH,
        queries=("", "?by=week&months=3", "?platform=instagram"),
        shows=("Qopen day",),
    ),
    Row(
        "outreach-table",
        read=OUTREACH,
        values=tuple({"place": 1, "kind": kind} for kind in KINDS),
        shows=("Qopen day",),
    ),
    Row(
        "outreach-chart",
        read=OUTREACH,
        values=tuple({"slug": slug, "kind": kind} for slug in CHARTS for kind in KINDS),
    ),
)
