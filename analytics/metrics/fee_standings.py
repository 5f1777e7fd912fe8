"""What each student owed by a day, has paid, and is behind with."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.metrics.fee_amounts import NOTHING, amounts_by_student
from analytics.metrics.fee_lines import dues_by_student, receipts_by_student
from analytics.precincts import Cell, Precinct
from students.models import FeeDue, Payment
from students.rules.fee_ages import BY_TODAY, OVERDUE
from students.rules.fees import Due, Receipt, account

AT_ONCE = 500  # students read together


@dataclass(frozen=True)
class FeeStanding:
    """Of one student, in whole hundredths: due by the day, of it collected, and what is overdue."""

    student: int
    cell: Cell
    due: int
    collected: int
    overdue: int


def fee_standings(precinct: Precinct, places: Mapping[int, Cell]) -> list[FeeStanding]:
    """Of everybody with a due and a place; `places` has the cell of every student of the precinct.

    From the same sums as the pages of fees. Three queries.
    """
    ids, today = precinct.institution_ids, precinct.today
    dues = FeeDue.objects.filter(student__institution__in=ids)
    payments = Payment.objects.filter(institution__in=ids, paid_on__lte=today)
    return [
        FeeStanding(student, places[student], *_sums(billed, paid))
        for student, billed, paid, *_money in amounts_by_student(dues, payments, today)
        if billed is not NOTHING and student in places
    ]


def _sums(billed: Sequence[int], paid: Sequence[int]) -> tuple[int, int, int]:
    """Due by the day, of it collected, and what is overdue."""
    by_today, late = len(BY_TODAY), len(OVERDUE)
    return sum(billed[:by_today]), sum(paid[:by_today]), sum(billed[:late]) - sum(paid[:late])


def delays(precinct: Precinct, standings: Iterable[FeeStanding]) -> dict[int, int]:
    """By student who is behind, for how many days the oldest due not wholly paid is overdue.

    Two queries for every 500 of them.
    """
    today = precinct.today
    behind = [one.student for one in standings if one.overdue]
    dues, payments = FeeDue.objects.all(), Payment.objects.filter(paid_on__lte=today)
    found = {}
    for start in range(0, len(behind), AT_ONCE):
        some = behind[start : start + AT_ONCE]
        owed = dues_by_student(dues.filter(student__in=some))
        got = receipts_by_student(payments.filter(student__in=some))
        found |= {student: days_late(owed[student], got[student], today) for student in some}
    return found


def days_late(dues: Iterable[Due], receipts: Iterable[Receipt], on: datetime.date) -> int:
    """How long the oldest due not wholly paid is overdue on a day, of receipts up to it."""
    return max((one.days_late(on) for one in account(dues, receipts).dues), default=0)
