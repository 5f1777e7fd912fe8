"""Who may see revenue, which is sums, and fees, which are of students one by one."""

from analytics.dashboards.revenue import CHARTS
from analytics.tests.walk.people import ACCOUNTANT, MANAGER, STUDENT
from analytics.tests.walk.table import HOUSE, WHOLE_HOUSE, Row, within

FEES = HOUSE | {ACCOUNTANT}
REVENUE = FEES | {MANAGER}
KINDS = ("csv", "xlsx")

ROWS = (
    Row("revenue", read=REVENUE, queries=("", "?months=24")),
    Row(
        "revenue-table",
        read=REVENUE,
        values=tuple({"place": 1, "kind": kind} for kind in KINDS),
    ),
    Row(
        "revenue-chart",
        read=REVENUE,
        values=tuple({"slug": slug, "kind": kind} for slug in CHARTS for kind in KINDS),
    ),
    Row("fees", read=FEES, queries=("", "?show=all"), shows=("Qown Ananya",)),
    Row("fees-csv", read=FEES, shows=("Qown Ananya",)),
    Row("fees-xlsx", read=FEES, shows=("Qown Ananya",)),
    Row(
        "student-fees",
        read=FEES,
        kind="student",
        reach=within(FEES) | {ACCOUNTANT: WHOLE_HOUSE},
        shows=("4,317.29",),
    ),
    Row("own-fees", read=frozenset({STUDENT}), shows=("4,317.29",)),
)
