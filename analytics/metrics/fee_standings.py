"""What each student owed by a day, has paid, and is behind with."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from analytics.metrics.fee_amounts import NOTHING, amounts_by_student
from analytics.metrics.fee_lines import dues_by_student, receipts_by_student
from analytics.precincts import Cell, Precinct
from students.models import FeeDue, Payment
from students.rules.fee_ages import BY_TODAY, OVERDUE
from students.rules.fees import Due, Receipt, account

AT_ONCE = 500  # students read together


@dataclass(frozen=True)
class FeeStanding:
    """Of one student, in whole hundredths: due by the day, of it collected, and what is overdue.

    `days_late` is how long the oldest due that is not wholly paid has been overdue, 0 for none.
    """

    student: int
    cell: Cell
    due: int
    collected: int
    overdue: int
    days_late: int


def fee_standings(precinct: Precinct, places: Mapping[int, Cell]) -> list[FeeStanding]:
    """Of everybody with a due and a place; `places` has the cell of every student of the precinct.

    From the same sums as the pages of fees; the lines are read of those alone who are behind. Three
    queries, and two for every 500 of these.
    """
    ids, today = precinct.institution_ids, precinct.today
    dues = FeeDue.objects.filter(student__institution__in=ids)
    payments = Payment.objects.filter(institution__in=ids, paid_on__lte=today)
    sums = {
        student: _sums(billed, paid)
        for student, billed, paid, *_money in amounts_by_student(dues, payments, today)
        if billed is not NOTHING and student in places
    }
    behind = [student for student, (*_others, overdue) in sums.items() if overdue]
    late = _days_late(behind, dues, payments, today)
    return [
        FeeStanding(student, places[student], *three, late.get(student, 0))
        for student, three in sums.items()
    ]


def _sums(billed: Sequence[int], paid: Sequence[int]) -> tuple[int, int, int]:
    """Due by the day, of it collected, and what is overdue."""
    by_today, late = len(BY_TODAY), len(OVERDUE)
    return sum(billed[:by_today]), sum(paid[:by_today]), sum(billed[:late]) - sum(paid[:late])


def _days_late(
    students: Sequence[int], dues: QuerySet[FeeDue], payments: QuerySet[Payment], on: datetime.date
) -> dict[int, int]:
    found = {}
    for start in range(0, len(students), AT_ONCE):
        some = students[start : start + AT_ONCE]
        owed = dues_by_student(dues.filter(student__in=some))
        got = receipts_by_student(payments.filter(student__in=some))
        found |= {student: days_late(owed[student], got[student], on) for student in some}
    return found


def days_late(dues: Iterable[Due], receipts: Iterable[Receipt], on: datetime.date) -> int:
    """How long the oldest due not wholly paid is overdue on a day, of receipts up to it."""
    return max((one.days_late(on) for one in account(dues, receipts).dues), default=0)
