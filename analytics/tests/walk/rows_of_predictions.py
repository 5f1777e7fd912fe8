"""Who may read what versions guess of students: who sees them whole."""

from analytics.tests.walk.table import STAFF, Row

# A subject teacher has the page and finds nobody in it: they see no whole record.
ROWS = (
    Row("early-warning", read=STAFF, shows=("active than 37",)),
    Row("early-warning-csv", read=STAFF, shows=("active than 37",)),
    Row("early-warning-xlsx", read=STAFF, shows=("active than 37",)),
    Row("api-predictions", read=STAFF, shows=("0.7319",)),
)
