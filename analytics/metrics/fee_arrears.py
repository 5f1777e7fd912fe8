"""Who has fees open on a day, one by one: how much, how late, and when they last paid."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from analytics.choices import BATCH, BRANCH
from analytics.fee_scopes import FeeScope
from analytics.metrics.fees import FeeSums, sums_by_student
from students.models import FeeDue, Payment
from students.rules.fees import Due, Receipt, account

AT_ONCE = 500  # students read together


@dataclass(frozen=True)
class Arrear:
    """One student with something open; codes of branch, batch and plans are "" for none.

    `days_late` is how long the oldest due not wholly paid is overdue, 0 where none is.
    """

    roll_no: str
    name: str
    branch: str
    batch: str
    plans: str
    sums: FeeSums
    days_late: int
    last_paid_on: datetime.date | None


def arrears(scope: FeeScope, on: datetime.date) -> Iterator[Arrear]:
    """The students of a scope who have anything open, the most overdue first, then the most open.

    Only those whose fees may be seen one by one. Five queries for every 500.
    """
    dues, payments = (
        rows.filter(student__institution__in=scope.institution_ids)
        for rows in (scope.sight.fee_dues(), scope.sight.payments().filter(paid_on__lte=on))
    )
    sums = {
        pk: one
        for pk, one in sums_by_student(dues, payments, on).items()
        if one.overdue or one.pending
    }
    order = sorted(sums, key=lambda pk: (-sums[pk].overdue, -sums[pk].pending, pk))
    for start in range(0, len(order), AT_ONCE):
        wanted = order[start : start + AT_ONCE]
        yield from _rows(scope, dues, payments, {pk: sums[pk] for pk in wanted}, on)


def _rows(scope: FeeScope, dues, payments, sums: Mapping[int, FeeSums], on) -> Iterator[Arrear]:
    codes = {name: {one.pk: one.code for one in scope.options[name]} for name in (BRANCH, BATCH)}
    students = {one.pk: one for one in scope.students().filter(pk__in=sums)}
    owed, plans = _dues(dues.filter(student__in=sums))
    paid = _receipts(payments.filter(student__in=sums))
    for pk, one in sums.items():
        late = [due.days_late(on) for due in account(owed[pk], paid[pk]).dues]
        received = [receipt.on for receipt in paid[pk] if not receipt.is_refund]
        student = students[pk]
        yield Arrear(
            student.roll_no,
            student.name,
            codes[BRANCH].get(student.branch_now, ""),
            codes[BATCH].get(student.batch_now, ""),
            ", ".join(sorted(plans[pk])),
            one,
            max(late, default=0),
            max(received, default=None),
        )


def _dues(rows: QuerySet[FeeDue]) -> tuple[dict[int, list[Due]], dict[int, set[str]]]:
    """By student the dues, and the codes of the plans they are of."""
    found, plans = defaultdict(list), defaultdict(set)
    columns = ("student_id", "code_key", "due_on", "amount", "plan__code")
    for student, key, on, amount, plan in rows.order_by().values_list(*columns):
        found[student].append(Due(key, on, int(amount.scaleb(2))))
        plans[student].update([plan] if plan else [])
    return found, plans


def _receipts(rows: QuerySet[Payment]) -> dict[int, list[Receipt]]:
    found = defaultdict(list)
    columns = ("student_id", "kind", "receipt_key", "paid_on", "amount", "toward")
    for student, kind, key, on, amount, toward in rows.order_by().values_list(*columns):
        refund = kind == Payment.Kind.REFUND
        found[student].append(Receipt(key, on, int(amount.scaleb(2)), toward, refund))
    return found
