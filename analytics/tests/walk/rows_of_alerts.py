"""Who may read alerts, tick them, choose their mails, and set an institution's rules of them."""

from analytics.tests.walk.people import CLASS_TEACHER, HEAD, MENTOR
from analytics.tests.walk.table import HOUSE, STAFF, Row, within

# A subject teacher has the page and finds nobody in it: they see no whole record.
WHOLE_RECORDS = HOUSE | {HEAD, CLASS_TEACHER, MENTOR}

ROWS = (
    Row("alerts", read=STAFF, shows=("67.64",)),
    Row("alerts-csv", read=STAFF, shows=("67.64",)),
    Row("alerts-xlsx", read=STAFF, shows=("67.64",)),
    Row("alerts-seen", read=STAFF, write=STAFF, found=(405,)),
    Row(
        "alert-seen",
        read=STAFF,
        write=STAFF,
        kind="alert",
        reach=within(WHOLE_RECORDS),
        found=(405,),
    ),
    Row("alert-digest", read=STAFF, write=STAFF),
    Row("alert-rules", read=HOUSE, write=HOUSE, kind="institution", reach=within(HOUSE)),
)
