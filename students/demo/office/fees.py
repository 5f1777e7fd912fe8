"""How somebody pays what they owe: in time, late, in parts, hardly; some money goes back."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from students.demo.calendars import DAY
from students.models import Payment

PROMPT, LATE, IN_PARTS, BEHIND = "prompt", "late", "in parts", "behind"
HABITS = (PROMPT, LATE, IN_PARTS, BEHIND)
GOOD_ATTENDANCE = 75
CHANCES, CHANCES_OF_ABSENT = (70, 16, 10, 4), (38, 26, 20, 16)
MODES = (
    *(Payment.Mode.UPI,) * 5,
    *(Payment.Mode.TRANSFER,) * 3,
    *(Payment.Mode.CASH,) * 2,
    Payment.Mode.CARD,
    Payment.Mode.CHEQUE,
)
PAID_TWICE, BACK_AFTER = 0.03, 9
OLD = 200  # days after which even those behind have paid


@dataclass(frozen=True)
class DuePlan:
    """An instalment: its code, its day, whole rupees."""

    code: str
    due_on: datetime.date
    amount: int


@dataclass(frozen=True)
class PaymentPlan:
    """Money received, or given back, in whole rupees; `toward` is the code of the due."""

    paid_on: datetime.date
    amount: int
    mode: str
    toward: str
    kind: str = Payment.Kind.PAYMENT


def habit(rng: Random, attendance: float | None) -> str:
    """How somebody pays; who is often absent is more often late."""
    absent = attendance is not None and attendance < GOOD_ATTENDANCE
    return rng.choices(HABITS, CHANCES_OF_ABSENT if absent else CHANCES)[0]


def payments(
    rng: Random, how: str, dues: Iterable[DuePlan], date: datetime.date
) -> Iterator[PaymentPlan]:
    """What came in before a day, one due after the other."""
    for due in dues:
        paid = [_paid(rng, due, *part) for part in _parts(rng, how, due, date)]
        if paid and rng.random() < PAID_TWICE:
            paid += _twice(paid[0])
        yield from (one for one in paid if one.paid_on < date)


def _parts(rng: Random, how: str, due: DuePlan, date: datetime.date) -> list[tuple[int, int]]:
    """Days after the due's day (below 0: before it) and rupees of each payment of it."""
    if how == PROMPT:
        return [(-rng.randint(0, 14), due.amount)]
    if how == LATE:
        return [(rng.randint(4, 55), due.amount)]
    if how == IN_PARTS:
        first = due.amount // 2 // 500 * 500
        return [(rng.randint(-3, 10), first), (rng.randint(30, 90), due.amount - first)]
    return [(rng.randint(60, 150), due.amount)] if (date - due.due_on).days > OLD else []


def _paid(rng: Random, due: DuePlan, days: int, amount: int) -> PaymentPlan:
    return PaymentPlan(due.due_on + days * DAY, amount, rng.choice(MODES), due.code)


def _twice(paid: PaymentPlan) -> list[PaymentPlan]:
    """The same once more on the next day, and back some days later."""
    again = PaymentPlan(paid.paid_on + DAY, paid.amount, paid.mode, paid.toward)
    back = PaymentPlan(
        paid.paid_on + BACK_AFTER * DAY,
        paid.amount,
        Payment.Mode.TRANSFER,
        paid.toward,
        Payment.Kind.REFUND,
    )
    return [again, back]
