"""Who has fees open on a day, one by one: how much, how late, and when they last paid."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from analytics.choices import BATCH, BRANCH
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_lines import dues_by_student, receipts_by_student
from analytics.metrics.fee_standings import days_late
from analytics.metrics.fees import FeeSums, sums_by_student
from students.models import FeeDue

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

    Only those whose fees may be seen one by one. Six queries for every 500.
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
    theirs = dues.filter(student__in=sums)
    owed, plans = dues_by_student(theirs), _plans(theirs)
    paid = receipts_by_student(payments.filter(student__in=sums))
    for pk, one in sums.items():
        received = [receipt.on for receipt in paid[pk] if not receipt.is_refund]
        student = students[pk]
        yield Arrear(
            student.roll_no,
            student.name,
            codes[BRANCH].get(student.branch_now, ""),
            codes[BATCH].get(student.batch_now, ""),
            ", ".join(sorted(plans[pk])),
            one,
            days_late(owed[pk], paid[pk], on),
            max(received, default=None),
        )


def _plans(rows: QuerySet[FeeDue]) -> dict[int, set[str]]:
    """By student the codes of the plans their dues are of."""
    found = defaultdict(set)
    for student, plan in rows.exclude(plan=None).order_by().values_list("student", "plan__code"):
        found[student].add(plan)
    return found
