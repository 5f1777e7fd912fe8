"""Who may give mark sheets out, take their own, and verify one."""

from analytics.tests.walk.people import STUDENT
from analytics.tests.walk.table import HOUSE, Row, within
from analytics.tests.walk.world import OWN

HAVE_ONE = HOUSE | {STUDENT}
REACH = within(HOUSE) | {STUDENT: {OWN}}

ROWS = (
    Row(
        "mark-sheet",
        kind="termresult",
        words={"pk": "student_id", "term": "term_id"},
        read=HAVE_ONE,
        write=HAVE_ONE,
        reach=REACH,
        shows=("Qown Ananya",),
    ),
    Row("mark-sheets", read=HOUSE, write=HOUSE, queries=("", "?term=1", "?term=1&batch=x")),
    Row("mark-sheet-file", kind="marksheet", read=HAVE_ONE, reach=REACH),
    Row(
        "mark-sheet-revoke",
        kind="marksheet",
        read=HOUSE,
        write=HOUSE,
        reach=within(HOUSE),
        found=(405,),
    ),
    Row("verify", open=True, queries=("", "?code=x"), found=(200, 302)),
    Row("verify-sheet", open=True, values=({"code": "x"},), found=(404, 429)),
)
