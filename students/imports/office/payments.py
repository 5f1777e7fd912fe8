"""Payments and refunds, each by its receipt; a part of a due is a payment like any other."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.cells import plain
from students.imports.office.amounts import paid_amount_of
from students.imports.office.categories import category
from students.imports.office.cell_values import Altered, Doubtful
from students.imports.office.dates import past_day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.records import PAYMENT
from students.imports.office.sheets import Sheet
from students.imports.office.wide import is_wide
from students.imports.office.wide_payments import WIDE, payments_of
from students.models import Payment
from students.rules.keys import key_of
from students.rules.money import rupees_of

MODES = {
    "cash": "by cash,in cash,hand cash,नकद,नगद,रोकड़",
    "card": "credit card,debit card,cc,dc,pos,swipe,कार्ड,डेबिट कार्ड,क्रेडिट कार्ड",
    "upi": "gpay,google pay,phonepe,phone pe,paytm,bhim,qr,यूपीआई",
    "transfer": "bank transfer,neft,rtgs,imps,net banking,online,bank,wire,बैंक,ऑनलाइन,अंतरण",
    "cheque": "check,chq,dd,demand draft,चेक,चैक,डीडी",
    "other": "others,misc,अन्य",
}
KINDS = {
    "payment": "paid,receipt,credit,received,fee,installment,instalment,part payment,partial,"
    "भुगतान,जमा,प्राप्त,किस्त",
    "refund": "refunded,reversal,returned,debit,chargeback,वापसी,वापस,धनवापसी,रिफंड",
}
FAR_ABOVE = 10
ROLL_WORDS = (
    "roll number,roll no,roll,student id,student,student no,admission no,adm no,admn no,"
    "enrollment no,enrolment no,reg no,registration no"
)
FIELDS = (
    Field(
        "receipt",
        gettext_lazy("Receipt"),
        "receipt no,receipt number,rcpt,rcpt no,voucher,voucher no,transaction id,txn id,reference",
        identities.number_code_of,
        required=True,
    ),
    Field(
        "roll_no",
        gettext_lazy("Roll number"),
        ROLL_WORDS,
        identities.code_of,
        required=True,
    ),
    Field(
        "paid_on",
        gettext_lazy("Paid on"),
        "date,payment date,paid date,date of payment,receipt date,on",
        past_day_of,
        required=True,
    ),
    Field(
        "amount",
        gettext_lazy("Amount"),
        "amount paid,paid,paid amount,fee paid,received,value,rs,inr",
        paid_amount_of,
        required=True,
        numeric=True,
    ),
    Field(
        "kind",
        gettext_lazy("Kind"),
        "type,transaction type,txn type,status",
        category("kind", KINDS, dict(Payment.Kind.choices)),
    ),
    Field(
        "mode",
        gettext_lazy("Way of paying"),
        "way of paying,payment mode,mode of payment,method,payment method,paid by",
        category("mode", MODES, dict(Payment.Mode.choices)),
    ),
    Field(
        "toward",
        gettext_lazy("For the due"),
        "for the due,due,due no,installment no,instalment no,for,against",
        identities.code_of,
    ),
)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """One payment, an amount below 0 being a refund, which is said; in a wide file many."""
    said = line.values
    if is_wide(line.table):
        student = line.settle("roll_no", desk.student, said["roll_no"])
        yield from () if line.entry.problems else payments_of(line, desk, student)
        return
    values = {name: said[name] for name in ("receipt", "paid_on", "mode") if name in said}
    values["student"] = line.settle("roll_no", desk.student, said["roll_no"])
    if line.entry.problems:
        return
    values |= _kind_and_amount(line)
    values["amount"] = _without_slips(line, values, desk)
    if "toward" in said:
        values["toward"] = key_of(said["toward"])
    yield Fact(PAYMENT.what, (key_of(said["receipt"]),), values)


def _kind_and_amount(line: Line) -> dict:
    kind, amount = line.values.get("kind"), line.values["amount"]
    if amount.startswith("-"):
        amount = amount[1:]
        if kind != Payment.Kind.REFUND:
            kind = Payment.Kind.REFUND
            reason = _("An amount below 0 is money given back.")
            line.mend(
                "amount", Altered(amount, f"{rupees_of(Decimal(amount))} ({kind.label})", reason)
            )
    return {"kind": str(kind), "amount": amount} if kind else {"amount": amount}


def _without_slips(line: Line, values: dict, desk: Desk) -> str:
    """The amount; one that is ten or a hundred times a due and more than all of them is doubtful.

    One far above all dues is doubtful, too. Who takes the proposal stores the due's amount.
    """
    amount, dues = Decimal(values["amount"]), desk.dues(values["student"])
    if values.get("kind") == Payment.Kind.REFUND or amount <= sum(dues):
        return values["amount"]
    for times in (10, 100):
        meant = amount / times
        if meant in dues:
            words = _("It is %(times)s times a due of this student, and more than all of them.")
            doubt = Doubtful(
                values["amount"], words % {"times": times}, plain(meant), rupees_of(meant)
            )
            return line.doubt("amount", doubt)
    if dues and amount > FAR_ABOVE * sum(dues):
        words = _("It is more than ten times all dues of this student.")
        return line.doubt("amount", Doubtful(values["amount"], words))
    return values["amount"]


SHOWN = {(PAYMENT.what, "student"): ("roll_no",)}
SHEET = Sheet("payments", FIELDS, (PAYMENT,), facts, "receipt", shown=SHOWN, wide=WIDE)
