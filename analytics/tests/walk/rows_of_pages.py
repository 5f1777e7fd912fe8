"""Who may open the pages: sign-in, homes, students, dashboards."""

from analytics.tests.walk.people import (
    CLASS_TEACHER,
    FACULTY,
    HEAD,
    MENTOR,
    PRINCIPAL,
    STUDENT,
    SUPERUSER,
)
from analytics.tests.walk.table import ALL, FIGURES, KEEPERS, STAFF, Row, within

SIGN_IN = (
    Row("home", found=(200, 302)),
    Row("theme", write=ALL, open=True, found=(405,)),
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

CHARTS = tuple({"slug": slug} for slug in ("grades", "risks", "subjects", "branches"))

FIGURES_SHOWN = (
    Row("overview", read=FIGURES),
    Row("chart", read=FIGURES, values=CHARTS),
    Row("chart-csv", read=FIGURES, values=CHARTS),
)

STUDENTS = (
    Row("students", read=STAFF, shows=("Qown Ananya",)),
    Row("students-csv", read=STAFF, shows=("Qown Ananya",)),
    Row("student", read=STAFF, kind="student", reach=within(STAFF), shows=("71.37",)),
    Row("own-record", read=frozenset({STUDENT}), shows=("71.37",)),
)

REGISTERS = STAFF - {MENTOR}
CONDONING = frozenset({PRINCIPAL, HEAD, SUPERUSER})
# The class of these rows is taught by a colleague: the own teacher reaches it no more than others.
HEADED = within(REGISTERS & {*KEEPERS, PRINCIPAL, HEAD})
CLASSES = {"kind": "teaching", "reach": HEADED}

ATTENDANCE = (
    Row("attendance", read=REGISTERS),
    Row("attendance-class", read=REGISTERS, write=KEEPERS | {FACULTY, CLASS_TEACHER}, **CLASSES),
    Row(
        "attendance-sheet",
        read=REGISTERS,
        write=KEEPERS | {FACULTY, CLASS_TEACHER},
        besides={"on": "2026-08-03", "period": 1},
        **CLASSES,
    ),
    Row("shortage", read=STAFF, shows=("Qown Ananya",)),
    Row("shortage-csv", read=STAFF, shows=("Qown Ananya",)),
    Row(
        "condonations",
        read=CONDONING,
        write=CONDONING,
        kind="termresult",
        reach=within(CONDONING),
        shows=("Qown Ananya",),
    ),
    Row(
        "condonation-revoke",
        read=CONDONING,
        write=CONDONING,
        kind="condonation",
        reach=within(CONDONING),
        found=(405,),
    ),
)

API = (
    Row("api-summary", read=FIGURES),
    Row("api-students", read=STAFF, write=KEEPERS, shows=("Qown Ananya",)),
    Row("api-student", read=STAFF, write=KEEPERS, kind="student", reach=within(STAFF)),
    Row("api-schema"),
)

ROWS = (*SIGN_IN, *FIGURES_SHOWN, *STUDENTS, *ATTENDANCE, *API)
