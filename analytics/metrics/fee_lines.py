"""Dues and receipts of students line by line, as `students.rules.fees` takes them."""

from collections import defaultdict

from django.db.models import QuerySet

from students.models import FeeDue, Payment
from students.rules.fees import Due, Receipt


def dues_by_student(rows: QuerySet[FeeDue]) -> dict[int, list[Due]]:
    """By the number of the student; nothing for one without dues. One query."""
    found = defaultdict(list)
    columns = ("student_id", "code_key", "due_on", "amount")
    for student, key, on, amount in rows.order_by().values_list(*columns):
        found[student].append(Due(key, on, int(amount.scaleb(2))))
    return found


def receipts_by_student(rows: QuerySet[Payment]) -> dict[int, list[Receipt]]:
    """The same of payments and refunds. One query."""
    found = defaultdict(list)
    columns = ("student_id", "kind", "receipt_key", "paid_on", "amount", "toward")
    for student, kind, key, on, amount, toward in rows.order_by().values_list(*columns):
        refund = kind == Payment.Kind.REFUND
        found[student].append(Receipt(key, on, int(amount.scaleb(2)), toward, refund))
    return found
