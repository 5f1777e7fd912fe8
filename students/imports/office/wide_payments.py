"""What a row with a column a month says of payments: one payment for each amount."""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from students.imports.cells import Cell
from students.imports.days import shown
from students.imports.office.amounts import amount_of
from students.imports.office.cell_values import FILLED, Altered, Doubtful
from students.imports.office.dates import past_day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Line
from students.imports.office.periods import PAID
from students.imports.office.records import PAYMENT
from students.imports.office.wide import Place, Wide, known_key, places_of, says_nothing
from students.imports.refusals import Refused
from students.rules.keys import key_of

WIDE = Wide(PAID, ("receipt", "paid_on", "amount", "toward"), "paid_on")
LONGEST_RECEIPT = 40


def payments_of(line: Line, desk: Desk, student: str) -> Iterator[Fact]:
    """A payment for each month or instalment of which the row has an amount.

    Its receipt is made of student and month, so that the same file twice changes nothing.
    """
    count = 0
    for place in places_of(line.table):
        name = place.column.name
        cell = line.entry.row.cell(place.column)
        if says_nothing(cell):
            continue
        receipt = f"{line.values['roll_no']}/{place.period.code}"
        is_known = key_of(receipt) in desk.receipts
        amount = line.settle(name, _amount, cell, is_known)
        if amount is None:
            continue
        values = _values(line, desk, student, place) | {"receipt": receipt, "amount": amount}
        if day := _day(line, place, is_known):
            values["paid_on"] = day
            _doubt_twice(line, desk, (student, receipt, day), (count, name))
        count += 1
        yield _fact(line, values, name)


def _fact(line: Line, values: dict, name: str) -> Fact:
    key = (key_of(values["receipt"]),)
    if len(values["receipt"]) > LONGEST_RECEIPT:
        line.refuse(
            name,
            _("Roll number and title together are longer than a receipt can be."),
            _("Shorten the title of the column."),
        )
    line.shown[PAYMENT.what, key] = name
    return Fact(PAYMENT.what, key, values)


def _values(line: Line, desk: Desk, student: str, place: Place) -> dict:
    toward = known_key(place.period, desk.due_keys(student))
    mode = {"mode": line.values["mode"]} if "mode" in line.values else {}
    return {"student": student, "toward": toward} | mode


def _amount(cell: Cell, is_known: bool) -> str | Altered | None:
    """What was paid; None where nothing was. Refused below 0, and for a payment to become 0."""
    amount = amount_of(cell, credit=1)
    value = amount.value if isinstance(amount, Altered) else amount
    if value.startswith("-"):
        raise Refused(
            _("A column of a month holds what was paid, which is not below 0."),
            _("Bring what was given back in a file with a receipt a row."),
        )
    if value != "0":
        return amount
    if is_known:
        raise Refused(
            _("The register has a payment here."), _("Delete that payment, or correct the amount.")
        )
    return None


def _day(line: Line, place: Place, is_known: bool) -> str | None:
    """The day of a payment as its column or the row says it; None: it stays as it is.

    Where only the month is known, a new payment is of its first day.
    """
    cell = line.entry.row.cell(place.day)
    if not cell.blank:
        return line.settle(place.day.name, past_day_of, cell)
    if "paid_on" in line.values:
        return line.values["paid_on"]
    if is_known:
        return None
    name = place.day.name if place.day else place.column.name
    first = place.period.first
    if first is None:
        line.refuse(name, _("The day it was paid on is missing."), _("Fill it in."))
    elif first > timezone.localdate():
        mend = _("Add a column with the day it was paid on.")
        line.refuse(name, _("It was paid, and the month lies in the future."), mend)
    else:
        return _filled(line, place, first)
    return None


def _filled(line: Line, place: Place, first: datetime.date) -> str:
    if first != place.period.last:
        became = _("paid on %(day)s") % {"day": shown(first)}
        reason = _("The file names the month alone: its first day is taken.")
        line.mend(place.column.name, Altered(first, became, reason, FILLED))
    return first.isoformat()


def _doubt_twice(line: Line, desk: Desk, said: tuple[str, str, str], of: tuple[int, str]):
    """A payment may be known by its own receipt: money of one month that came in twice is asked
    about, and stored as it is."""
    (student, receipt, day), (place, name) = said, of
    if desk.received(student, day[:7]) - {key_of(receipt)}:
        words = _("The register has another payment of this student in this month.")
        line.doubt(name, Doubtful(None, words))
        line.doubts[-1] = line.doubts[-1]._replace(fact=place)
