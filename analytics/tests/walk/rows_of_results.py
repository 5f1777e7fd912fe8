"""Who may see, declare and publish the results of a class."""

from analytics.tests.walk.people import CLASS_TEACHER, HEAD, MENTOR, STUDENT
from analytics.tests.walk.table import HOUSE, STAFF, Row, within
from analytics.tests.walk.world import OWN

WHOLE_RECORDS = HOUSE | {HEAD, CLASS_TEACHER, MENTOR}
OF_CLASS = {
    "kind": "termresult",
    "words": {"term": "term_id", "branch": "branch_id", "semester": "semester"},
}
SHEET = {**OF_CLASS, "read": STAFF, "reach": within(WHOLE_RECORDS), "shows": ("Qown Ananya",)}
WRITE = {**OF_CLASS, "read": HOUSE, "write": HOUSE, "reach": within(HOUSE), "found": (405,)}

ROWS = (
    Row("results", read=STAFF, queries=("", "?term=1", "?term=x")),
    Row("backlogs", read=STAFF, queries=("", "?term=1", "?term=x")),
    Row("backlogs-csv", read=STAFF),
    Row("result-sheet", **SHEET),
    Row("result-sheet-csv", **SHEET),
    Row("grade-cards", **SHEET | {"kind": "declaration"}),  # of a class that is declared
    Row(
        "grade-card",
        kind="declaredresult",
        words={"result": "result_id"},
        read=STAFF | {STUDENT},
        reach=within(WHOLE_RECORDS) | {STUDENT: {OWN}},
        shows=("Qown Ananya",),
    ),
    Row("result-declare", **WRITE),
    Row("result-publish", **WRITE),
)
