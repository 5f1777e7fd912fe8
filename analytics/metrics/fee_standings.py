"""What each student owed by a day, has paid, and is behind with."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from analytics.precincts import Cell, Precinct
from students.models import FeeDue, Payment
from students.rules.fees import Due, Receipt, account


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
    """Of everybody with a due. A student of no batch is counted in the institution alone."""
    dues, homes, paid = defaultdict(list), {}, receipts(precinct)
    rows = FeeDue.objects.filter(student__institution__in=precinct.institution_ids).order_by()
    columns = ("student_id", "student__institution_id", "code_key", "due_on", "amount")
    for student, home, key, on, amount in rows.values_list(*columns):
        homes[student] = Cell(home)
        dues[student].append(Due(key, on, _hundredths(amount)))
    return [
        standing(student, places.get(student, home), dues[student], paid[student], precinct.today)
        for student, home in homes.items()
    ]


def standing(student: int, cell: Cell, dues: list[Due], paid: list[Receipt], today) -> FeeStanding:
    """Of one student's dues and receipts up to the day."""
    asked = [one for one in account(dues, paid).dues if one.due.due_on <= today]
    late = [one for one in asked if one.days_late(today)]
    return FeeStanding(
        student,
        cell,
        due=sum(one.due.amount for one in asked),
        collected=sum(one.paid for one in asked),
        overdue=sum(one.open for one in late),
        days_late=max((one.days_late(today) for one in late), default=0),
    )


def receipts(precinct: Precinct) -> dict[int, list[Receipt]]:
    """By student, up to the day. One query."""
    rows = Payment.objects.filter(institution__in=precinct.institution_ids)
    rows = rows.filter(paid_on__lte=precinct.today).order_by()
    columns = ("student_id", "kind", "receipt_key", "paid_on", "amount", "toward")
    found = defaultdict(list)
    for student, kind, key, on, amount, toward in rows.values_list(*columns):
        refund = kind == Payment.Kind.REFUND
        found[student].append(Receipt(key, on, _hundredths(amount), toward, refund))
    return found


def _hundredths(amount: Decimal) -> int:
    return int(amount.scaleb(2))
