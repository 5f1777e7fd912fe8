"""Who may open the pages: sign-in, homes, students, dashboards."""

from analytics.charts import CHARTS
from analytics.dashboards.catalogue import DASHBOARDS
from analytics.tests.walk.people import (
    ACCOUNTANT,
    FACULTY,
    HEAD,
    MENTOR,
    PRINCIPAL,
    STUDENT,
    SUPERUSER,
)
from analytics.tests.walk.table import ALL, FIGURES, HOUSE, STAFF, Row, within
from analytics.tests.walk.world import OURS, OWN

SIGN_IN = (
    Row("home", found=(200, 302)),
    Row("theme", write=ALL, open=True, found=(405,)),
    Row("language", write=ALL, open=True, found=(405,)),
    Row("script-texts", open=True, values=({"code": "hi"},)),
    Row("login", write=ALL, open=True),
    Row("logout", write=ALL, found=(405,)),
    Row("password_change", write=ALL),
    Row("password_change_done"),
    Row("password_reset", write=ALL, open=True),
    Row("password_reset_done", open=True),
    Row(
        "password_reset_confirm",
        write=ALL,
        open=True,
        values=({"uidb64": "MQ", "token": "abc-def"}, {"uidb64": "-", "token": "set-password"}),
    ),
    Row("password_reset_complete", open=True),
)

SLUGS = tuple({"slug": slug} for slug in CHARTS)

BOARDS = tuple({"slug": slug} for slug in DASHBOARDS)
FILES = tuple(
    {"slug": slug, "place": 1, "kind": kind}
    for slug in DASHBOARDS
    for kind in ("csv", "xlsx")
    if slug not in ("trends", "engagement")  # all charts, or of whom nobody may be enrolled
)

KPI_READERS = FIGURES - {MENTOR} | {ACCOUNTANT}
KPI_SETTERS = frozenset({PRINCIPAL, SUPERUSER})

FIGURES_SHOWN = (
    Row("overview", read=FIGURES),
    Row("dashboard", read=FIGURES, values=BOARDS),
    Row("dashboard-file", read=FIGURES, values=FILES),
    Row("dashboard-report", read=FIGURES, values=({"slug": "engagement"},)),
    Row("chart", read=FIGURES, values=SLUGS),
    Row("chart-csv", read=FIGURES, values=SLUGS),
    Row("chart-xlsx", read=FIGURES, values=SLUGS),
)

KPI_SLUG = "pass_rate"
KPIS_SHOWN = (
    Row("kpis", read=KPI_READERS),
    Row("kpis-file", read=KPI_READERS, values=({"kind": "csv"}, {"kind": "xlsx"})),
    Row(
        "kpi-history",
        read=KPI_READERS - {ACCOUNTANT},
        values=tuple({"slug": KPI_SLUG, "kind": kind} for kind in ("csv", "xlsx")),
    ),
    Row(
        "kpi-settings",
        read=KPI_SETTERS,
        write=KPI_SETTERS,
        kind="institution",
        reach=within(KPI_SETTERS),
        besides={"slug": KPI_SLUG},
    ),
)

WEIGHING = HOUSE | {HEAD}
POLICIES = (
    Row("what-if", read=WEIGHING, queries=("?institution=MAIN&band3=72",), shows=("Qown Ananya",)),
    Row(
        "what-if-file",
        read=WEIGHING,
        values=tuple(
            {"place": place, "kind": kind} for place in (0, 1) for kind in ("csv", "xlsx")
        ),
        queries=("?institution=MAIN&band3=72",),
    ),
)

STUDENTS = (
    Row("students", read=STAFF, shows=("Qown Ananya",)),
    Row("students-csv", read=STAFF, shows=("Qown Ananya",)),
    Row("students-xlsx", read=STAFF, shows=("Qown Ananya",)),
    Row("student", read=STAFF, kind="student", reach=within(STAFF), shows=("71.37",)),
    Row("own-record", read=frozenset({STUDENT}), shows=("71.37",)),
)

SAVED = (
    Row("saved-views", read=FIGURES, write=FIGURES),
    Row(
        "remove-view",
        read=FIGURES,
        write=FIGURES,
        kind="savedview",
        reach={FACULTY: {OWN}, PRINCIPAL: {OURS}},
        found=(405,),
    ),
)

OWNERS = {FACULTY: {OWN}, PRINCIPAL: {OURS}}  # a token is its owner's alone
TOKENS = (
    Row("tokens", write=ALL),
    Row("revoke-token", write=ALL, kind="apitoken", reach=OWNERS, found=(405,)),
)

ROWS = (*SIGN_IN, *TOKENS, *FIGURES_SHOWN, *KPIS_SHOWN, *POLICIES, *SAVED, *STUDENTS)
