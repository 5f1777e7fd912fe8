"""Who may open the worklist, and note, change and take back words with students."""

from analytics.tests.walk.people import CLASS_TEACHER, HEAD, MENTOR, PRINCIPAL, SUPERUSER
from analytics.tests.walk.table import EVERYWHERE, HOUSE, STAFF, Row, within
from analytics.tests.walk.world import OURS, OWN

# A subject teacher has the page and finds nobody in it: they see no whole record.
WHOLE_RECORDS = HOUSE | {HEAD, CLASS_TEACHER, MENTOR}
AUTHORS = {MENTOR: {OWN}, PRINCIPAL: {OURS}, SUPERUSER: EVERYWHERE}
OF_CONTACT = {"read": STAFF, "write": STAFF, "kind": "contact"}

ROWS = (
    Row("worklist", read=STAFF, shows=("Qagreed own",)),
    Row("worklist-csv", read=STAFF),
    Row("worklist-xlsx", read=STAFF),
    Row(
        "contact-log",
        read=STAFF,
        write=STAFF,
        kind="termresult",
        reach=within(WHOLE_RECORDS),
        shows=("Qagreed own",),
    ),
    Row("contact", reach=AUTHORS, shows=("Qagreed own",), **OF_CONTACT),
    Row("contact-remove", reach=AUTHORS, found=(405,), **OF_CONTACT),
    Row("api-contacts", read=STAFF, write=STAFF, shows=("Qagreed own",)),
    Row("api-contact", reach=within(WHOLE_RECORDS), shows=("Qagreed own",), **OF_CONTACT),
    Row("api-contact-close", reach=within(WHOLE_RECORDS), found=(405,), **OF_CONTACT),
    Row("contact-close", reach=within(WHOLE_RECORDS), found=(405,), **OF_CONTACT),
)
