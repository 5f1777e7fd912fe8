"""One student's fee account as it is shown: what paid each due, where each receipt went."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.numerals import amount_text
from students.models import FeeDue, Payment, Student
from students.rules.fees import Account, Due, PaidDue, Receipt, account

PLACES = 2


@dataclass(frozen=True)
class Part:
    """An amount that one receipt has in one due; `other` is the code of the one not spoken of."""

    other: str
    amount: str


@dataclass(frozen=True)
class DueRow:
    """One due: amounts as shown, the parts that pay it, how it stands in words."""

    due: FeeDue
    amount: str
    paid: str
    open: str
    state: str
    is_late: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ReceiptRow:
    """One payment or refund: where its money went, or of which payments it took back."""

    payment: Payment
    amount: str
    uses: tuple[str, ...]


@dataclass(frozen=True)
class FeeAccount:
    """Dues and receipts of one student up to a day; sums in whole hundredths."""

    student: Student
    on: datetime.date
    dues: tuple[DueRow, ...]
    receipts: tuple[ReceiptRow, ...]
    billed: int
    due: int
    received: int
    refunded: int
    overdue: int
    open: int
    advance: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of their fees."""
        return not self.dues and not self.receipts


def fee_account(
    student: Student, dues: QuerySet[FeeDue], payments: QuerySet[Payment]
) -> FeeAccount:
    """The account of a student today, from the dues and payments that may be seen. Two queries."""
    on = timezone.localdate()
    rows = {one.code_key: one for one in dues.filter(student=student)}
    seen = payments.filter(student=student, paid_on__lte=on).order_by("paid_on", "receipt_key")
    receipts = {one.receipt_key: one for one in seen}
    found = account(map(due_of, rows.values()), map(receipt_of, receipts.values()))
    lines = tuple(_due_row(rows, receipts, one, on) for one in found.dues)
    late = sum(one.open for one in found.dues if one.days_late(on))
    return FeeAccount(
        student=student,
        on=on,
        dues=lines,
        receipts=_receipt_rows(rows, receipts, found),
        billed=sum(one.due.amount for one in found.dues),
        due=sum(one.due.amount for one in found.dues if one.due.due_on <= on),
        received=_sum(receipts, Payment.Kind.PAYMENT),
        refunded=_sum(receipts, Payment.Kind.REFUND),
        overdue=late,
        open=sum(one.open for one in found.dues),
        advance=found.advance,
    )


def due_of(row: FeeDue) -> Due:
    """A stored due as the rule takes it."""
    return Due(row.code_key, row.due_on, _hundredths(row.amount))


def receipt_of(row: Payment) -> Receipt:
    """A stored payment or refund as the rule takes it."""
    is_refund = row.kind == Payment.Kind.REFUND
    return Receipt(row.receipt_key, row.paid_on, _hundredths(row.amount), row.toward, is_refund)


def _hundredths(amount) -> int:
    return int(amount.scaleb(PLACES))


def _sum(receipts: dict[str, Payment], kind: str) -> int:
    return sum(_hundredths(one.amount) for one in receipts.values() if one.kind == kind)


def _due_row(rows, receipts, one: PaidDue, on: datetime.date) -> DueRow:
    return DueRow(
        due=rows[one.due.key],
        amount=amount_text(one.due.amount),
        paid=amount_text(one.paid),
        open=amount_text(one.open),
        state=_state(one, on),
        is_late=one.days_late(on) > 0,
        parts=tuple(
            Part(receipts[share.receipt].receipt, amount_text(share.amount)) for share in one.shares
        ),
    )


def _state(one: PaidDue, on: datetime.date) -> str:
    if not one.open:
        return _("Paid")
    late = one.days_late(on)
    if late:
        words = ngettext("%(count)s day late", "%(count)s days late", late)
        return words % {"count": late}
    return _("Due today") if one.due.due_on == on else _("Not due yet")


def _receipt_rows(rows, receipts: dict[str, Payment], found: Account) -> tuple[ReceiptRow, ...]:
    uses = _uses(rows, receipts, found)
    return tuple(
        ReceiptRow(one, amount_text(_hundredths(one.amount)), tuple(uses[key]))
        for key, one in receipts.items()
    )


def _uses(rows, receipts: dict[str, Payment], found: Account) -> dict[str, list[str]]:
    """What became of each receipt, in words."""
    uses = defaultdict(list)
    for one in found.dues:
        for share in one.shares:
            words = _("%(amount)s for %(due)s")
            told = {"amount": amount_text(share.amount), "due": rows[one.due.key].code}
            uses[share.receipt].append(words % told)
    for share in found.ahead:
        words = _("%(amount)s paid ahead")
        uses[share.receipt].append(words % {"amount": amount_text(share.amount)})
    for refund, shares in found.taken_back.items():
        for share in shares:
            amount = amount_text(share.amount)
            given = {"amount": amount, "receipt": receipts[refund].receipt}
            uses[share.receipt].append(_("%(amount)s given back by %(receipt)s") % given)
            of = {"amount": amount, "receipt": receipts[share.receipt].receipt}
            uses[refund].append(_("%(amount)s of %(receipt)s") % of)
    return uses
