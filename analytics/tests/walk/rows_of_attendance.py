"""Who may open registers, shortages and condonations."""

from analytics.tests.walk.people import (
    CLASS_TEACHER,
    FACULTY,
    HEAD,
    MENTOR,
    PRINCIPAL,
    SUPERUSER,
)
from analytics.tests.walk.table import KEEPERS, STAFF, Row, within

REGISTERS = STAFF - {MENTOR}
CONDONING = frozenset({PRINCIPAL, HEAD, SUPERUSER})
# The class of these rows is taught by a colleague: the own teacher reaches it no more than others.
HEADED = within(REGISTERS & {*KEEPERS, PRINCIPAL, HEAD})
CLASSES = {"kind": "teaching", "reach": HEADED}

ROWS = (
    Row("attendance", read=REGISTERS),
    Row("attendance-class", read=REGISTERS, write=KEEPERS | {FACULTY, CLASS_TEACHER}, **CLASSES),
    Row(
        "attendance-sheet",
        read=REGISTERS,
        write=KEEPERS | {FACULTY, CLASS_TEACHER},
        besides={"on": "2026-08-03", "period": 1},
        **CLASSES,
    ),
    Row(
        "attendance-take-back",
        read=KEEPERS | {FACULTY, CLASS_TEACHER},
        write=KEEPERS | {FACULTY, CLASS_TEACHER},
        kind="teaching",
        reach=within(KEEPERS),
        besides={"on": "2026-08-03", "period": 2},
    ),
    Row("shortage", read=STAFF, shows=("Qown Ananya",)),
    Row("shortage-csv", read=STAFF, shows=("Qown Ananya",)),
    Row("shortage-xlsx", read=STAFF, shows=("Qown Ananya",)),
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
