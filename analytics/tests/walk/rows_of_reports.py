"""Who may open the reports, fetch one, and say to whom they come."""

from analytics.tests.walk.people import ACCOUNTANT, MANAGER
from analytics.tests.walk.table import FIGURES, HOUSE, Row, within
from analytics.tests.walk.world import OURS, OWN

READERS = FIGURES | {ACCOUNTANT}
TO_WHOM = {ACCOUNTANT: {OWN}, MANAGER: {OURS}}
CHANGED = {"kind": "reportschedule", "read": READERS, "write": READERS}
CHANGED |= {"reach": within(HOUSE) | TO_WHOM}

ROWS = (
    Row("reports", read=READERS, write=READERS),
    Row("report-run", kind="reportrun", read=READERS, reach=TO_WHOM),
    Row("report-schedule-new", read=READERS, write=READERS),
    Row("report-schedule", **CHANGED),
    Row("report-schedule-stop", found=(405,), **CHANGED),
    Row("report-schedule-run", found=(405,), **CHANGED),
)
