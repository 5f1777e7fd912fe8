"""What of a student's money pays which due; amounts are whole hundredths, such as paise.

The rule, in order:

1. A refund said to be of a due takes back what was paid toward that due, the latest payment first.
2. A payment said to be toward a due pays it, up to its amount.
3. Every other refund takes back from the latest payments that no due was named for, and then from
   those of step 2, of the latest due first.
4. What is left pays the oldest due first; beyond all dues it is paid ahead.

What of each due is paid therefore does not depend on the order in which payments came.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Due:
    """An amount to be paid by a day, named by a key that is the student's own."""

    key: str
    due_on: datetime.date
    amount: int

    @property
    def place(self) -> tuple:
        """Its place among the dues: the oldest first."""
        return self.due_on, self.key


@dataclass(frozen=True)
class Receipt:
    """Money received or given back; `toward` is the key of the due it was said to be for."""

    key: str
    on: datetime.date
    amount: int
    toward: str = ""
    is_refund: bool = False


@dataclass(frozen=True)
class Share:
    """So much of the payment of this receipt."""

    receipt: str
    amount: int


@dataclass(frozen=True)
class PaidDue:
    """A due with what pays it."""

    due: Due
    shares: tuple[Share, ...]

    @property
    def paid(self) -> int:
        return sum(share.amount for share in self.shares)

    @property
    def open(self) -> int:
        return self.due.amount - self.paid

    def days_late(self, on: datetime.date) -> int:
        """Days since the day it was due, where something of it is open; else 0."""
        return max((on - self.due.due_on).days, 0) if self.open else 0


@dataclass(frozen=True)
class Account:
    """One student's fees: each due with what pays it, and where every other amount went.

    `ahead` is paid beyond all dues; `taken_back` says of each refund which payments it is of;
    `beyond` is what was given back although it had never been received.
    """

    dues: tuple[PaidDue, ...]
    ahead: tuple[Share, ...]
    taken_back: dict[str, tuple[Share, ...]]
    beyond: int

    @property
    def advance(self) -> int:
        """What is paid beyond all dues; below 0 where more was given back than received."""
        return sum(share.amount for share in self.ahead) - self.beyond


def account(dues: Iterable[Due], receipts: Iterable[Receipt]) -> Account:
    """Which payment pays which due, line by line; whoever asks of a day leaves out later receipts.

    Receipts toward a due that is not among these are as those that name none.
    """
    desk = _Desk(sorted(dues, key=lambda due: due.place), sorted(receipts, key=_in_time))
    desk.take_back_named()
    desk.pay_named()
    desk.take_back()
    desk.pay_oldest()
    return desk.account()


def _in_time(receipt: Receipt) -> tuple:
    return receipt.on, receipt.key


class _Desk:
    """The state between the steps: what is left of each payment, and what each due has."""

    def __init__(self, dues: list[Due], receipts: list[Receipt]):
        self.dues = {due.key: due for due in dues}
        self.payments = [one for one in receipts if not one.is_refund]
        self.refunds = {one.key: one for one in receipts if one.is_refund}
        self.left = {one.key: one.amount for one in self.payments}
        self.to_give = {key: one.amount for key, one in self.refunds.items()}
        self.paid = {key: {} for key in self.dues}
        self.taken = {key: {} for key in self.refunds}

    def take_back_named(self):
        for refund in self.refunds.values():
            if refund.toward in self.dues:
                for payment in reversed(self.payments):
                    if payment.toward == refund.toward:
                        self._give(refund.key, payment.key, self.left)

    def pay_named(self):
        for payment in self.payments:
            if payment.toward in self.dues:
                self._pay(payment.key, payment.toward)

    def take_back(self):
        for refund in self.refunds:
            for payment in reversed(self.payments):
                self._give(refund, payment.key, self.left)
            for key in reversed(self.dues):
                for payment in reversed(list(self.paid[key])):
                    self._give(refund, payment, self.paid[key])

    def pay_oldest(self):
        for payment in self.payments:
            for key in self.dues:
                self._pay(payment.key, key)

    def _pay(self, payment: str, due: str):
        room = self.dues[due].amount - sum(self.paid[due].values())
        _move(min(self.left[payment], room), payment, self.left, self.paid[due])

    def _give(self, refund: str, payment: str, source: dict[str, int]):
        amount = min(self.to_give[refund], source[payment])
        self.to_give[refund] -= amount
        _move(amount, payment, source, self.taken[refund])

    def account(self) -> Account:
        return Account(
            dues=tuple(PaidDue(due, _shares(self.paid[key])) for key, due in self.dues.items()),
            ahead=_shares(self.left),
            taken_back={key: _shares(amounts) for key, amounts in self.taken.items()},
            beyond=sum(self.to_give.values()),
        )


def _move(amount: int, payment: str, source: dict[str, int], target: dict[str, int]):
    if amount:
        source[payment] -= amount
        target[payment] = target.get(payment, 0) + amount


def _shares(amounts: dict[str, int]) -> tuple[Share, ...]:
    return tuple(Share(payment, amount) for payment, amount in amounts.items() if amount)
