"""Who may see what is missing and doubtful, and say who is one person."""

from analytics.tests.walk.people import ACCOUNTANT, HEAD
from analytics.tests.walk.table import HOUSE, KEEPERS, WHOLE_HOUSE, Row, within

RECORDS = HOUSE | {HEAD}
FEES = HOUSE | {ACCOUNTANT}
QUALITY = RECORDS | FEES
KINDS = ("csv", "xlsx")
OF_STUDENTS = ("mentor", "contact", "batch", "marks", "registers", "batch-days")
OF_FEES = ("dues", "payment-mode", "payment-due", "fee-sources", "fee-previews")

ROWS = (
    Row("quality", read=QUALITY, queries=("", "?institution=MAIN")),
    Row(
        "quality-table",
        read=QUALITY,
        values=tuple({"part": "missing", "kind": kind} for kind in KINDS),
    ),
    Row("quality-records", read=RECORDS, values=tuple({"slug": slug} for slug in OF_STUDENTS)),
    Row(
        "quality-records-file",
        read=RECORDS,
        values=tuple({"slug": "contact", "kind": kind} for kind in KINDS),
    ),
    Row("quality-fees", read=FEES, values=tuple({"slug": slug} for slug in OF_FEES)),
    Row(
        "quality-fees-file",
        read=FEES,
        values=tuple({"slug": "payment-mode", "kind": kind} for kind in KINDS),
    ),
    Row("doubts", read=FEES, shows=("Qdoubt own",)),
    Row("doubts-file", read=FEES, values=tuple({"kind": kind} for kind in KINDS)),
    Row(
        "doubt-settle",
        read=FEES,
        write=KEEPERS | {ACCOUNTANT},
        kind="doubt",
        reach=within(KEEPERS) | {ACCOUNTANT: WHOLE_HOUSE},
        found=(405,),
    ),
    Row("same-people", read=HOUSE, write=HOUSE, queries=("", "?show=settled")),
    Row("same-people-file", read=HOUSE, values=tuple({"kind": kind} for kind in KINDS)),
    Row(
        "same-people-back",
        read=HOUSE,
        write=HOUSE,
        kind="sameperson",
        reach=within(HOUSE),
        found=(405,),
    ),
)
