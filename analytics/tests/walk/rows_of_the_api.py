"""Who may read and write what over the API."""

from analytics.tests.walk.people import CLASS_TEACHER, FACULTY, HEAD, MENTOR
from analytics.tests.walk.table import FIGURES, HOUSE, KEEPERS, STAFF, Row, within

# A class teacher is told that marks of others' subjects are not theirs to enter.
ENTERING = KEEPERS | {FACULTY, CLASS_TEACHER}
WHOLE = HOUSE | {HEAD, CLASS_TEACHER, MENTOR}

RECORDS = (
    Row("api-summary", read=FIGURES),
    Row("api-students", read=STAFF, write=KEEPERS, shows=("Qown Ananya",)),
    Row("api-student", read=STAFF, write=KEEPERS, kind="student", reach=within(STAFF)),
    Row("api-results", read=STAFF, shows=("Qown Ananya",)),
    Row("api-result", read=STAFF, kind="termresult", reach=within(STAFF), shows=("71.37",)),
)

ENTRIES = (
    Row("api-marks", read=STAFF, write=ENTERING, shows=("71.37",)),
    Row(
        "api-mark",
        read=STAFF,
        write=ENTERING,
        kind="mark",
        reach=within(STAFF),
        shows=("71.37",),
    ),
    Row("api-subject-attendances", read=STAFF, write=ENTERING, shows=("QOWN1",)),
    Row(
        "api-subject-attendance",
        read=STAFF,
        write=ENTERING,
        kind="subjectattendance",
        reach=within(STAFF),
        shows=("QOWN1",),
    ),
    Row("api-term-attendances", read=STAFF, write=KEEPERS),
    Row(
        "api-term-attendance",
        read=STAFF,
        write=KEEPERS,
        kind="termattendance",
        reach=within(WHOLE),
    ),
)

ROWS = (*RECORDS, *ENTRIES, Row("api-schema"))
