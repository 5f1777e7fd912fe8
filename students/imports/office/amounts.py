"""Money as offices write it: “₹1,25,000/-”, “Rs. 12500.00”, “12.5k”, “1.2 lakh”, “12500.00 Cr”.

“Cr” is crore where that can be, and else the side of a ledger, as “Dr” is.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import DATE, ERROR, PERCENT, Cell, plain
from students.imports.office.cell_values import Altered
from students.imports.office.digits import in_digits
from students.imports.refusals import Refused
from students.models.fees import LARGEST_AMOUNT
from students.rules.money import rupees_of

CURRENCY = r"(?:₹|rs\.?|inr|rupees?|रु\.?|रुपये|रुपए)"
AMOUNT = re.compile(
    rf"(?P<minus>-|\()?\s*{CURRENCY}?\s*(?P<minus2>-)?\s*"
    r"(?P<number>[0-9][0-9, ]*(?:\.[0-9]+)?|\.[0-9]+)"
    r"\s*(?P<unit>k|thousand|lakhs?|lacs?|l|cr(?:ores?)?|dr|हज़?ार|लाख|करोड़?)?\.?"
    rf"\s*{CURRENCY}?\s*(?:/-|/=|only|मात्र|\))*\.?",
    re.IGNORECASE,
)
UNITS = {"k": 1_000, "t": 1_000, "l": 100_000, "c": 10_000_000}  # by their first letter
UNITS |= {"ह": 1_000, "ल": 100_000, "क": 10_000_000}
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3}|[0-9]+", re.ASCII)
# Nobody writes an amount in more; a longer text would only keep the pattern busy.
LONGEST = 40
CREDIT, DEBIT = "cr", "dr"
MEND = gettext_lazy("Write the amount as a number, such as 12500 or 12500.50.")


def amount_of(cell: Cell, credit: int = 0) -> str | Altered:
    """An amount with at most two decimals, as plain digits; below 0 where the cell says minus.

    `credit`: 1 where what stands on the credit side is above 0, -1 where it is below; 0: the sides
    mean nothing here.
    """
    if cell.kind in (DATE, ERROR, PERCENT):
        raise Refused(_("It is not an amount."), MEND)
    text = in_digits(" ".join(cell.text.split()))
    found = AMOUNT.fullmatch(text) if len(text) <= LONGEST else None
    if not found or cell.text.count("(") != cell.text.count(")"):
        raise Refused(_("It is not an amount."), MEND)
    amount = _number(found["number"])
    is_minus = bool(found["minus"] or found["minus2"])
    if side := _side(found["unit"], amount):
        is_minus = _is_below(side, credit, is_minus)
    else:
        amount *= _times(found["unit"])
    amount = -_in_limits(amount) if is_minus else _in_limits(amount)
    text = plain(amount)
    written = cell.text.strip()
    if written == text or _is_same_number(written, amount):
        return text
    return Altered(text, rupees_of(amount), _("An amount written in another way."))


def due_of(cell: Cell) -> str | Altered:
    """What is owed: an amount that is not below 0."""
    amount = amount_of(cell, credit=-1)
    value = amount.value if isinstance(amount, Altered) else amount
    if Decimal(value) < 0:
        raise Refused(
            _("Nobody owes less than 0."),
            _("Correct the amount; what is given back is a refund among the payments."),
        )
    return amount


def paid_amount_of(cell: Cell) -> str | Altered:
    """An amount that is not 0."""
    amount = amount_of(cell, credit=1)
    value = amount.value if isinstance(amount, Altered) else amount
    if Decimal(value) == 0:
        raise Refused(_("Nobody pays 0."), _("Leave the row out, or correct the amount."))
    return amount


def _number(text: str) -> Decimal:
    grouped = re.sub(r"[, ]+", ",", text.strip())
    whole, _point, rest = grouped.partition(".")
    if not GROUPED.fullmatch(whole or "0"):
        raise Refused(_("Its commas do not stand where digits are grouped."), MEND)
    return _in_limits(Decimal(f"{whole.replace(',', '') or 0}.{rest or 0}"), decimals=False)


def _in_limits(number: Decimal, decimals: bool = True) -> Decimal:
    if number > LARGEST_AMOUNT:
        raise Refused(_("An amount is at most 100 million."), _("Correct the amount."))
    if decimals and number != number.quantize(Decimal("0.01")):
        raise Refused(_("It has more than two decimals."), MEND)
    return number


def _times(unit: str | None) -> int:
    return UNITS[unit[0].lower()] if unit else 1


def _side(unit: str | None, number: Decimal) -> str:
    """The side of the ledger that the unit names, if it names one."""
    word = (unit or "").lower()
    if word == CREDIT and number * UNITS["c"] <= LARGEST_AMOUNT:
        return ""
    return word if word in (CREDIT, DEBIT) else ""


def _is_below(side: str, credit: int, is_minus: bool) -> bool:
    """Whether what stands on that side of the ledger is below 0."""
    if not credit or is_minus:
        raise Refused(
            _("“Cr” and “Dr” say nothing here, or say something else than the minus."), MEND
        )
    return (credit < 0) == (side == CREDIT)


def _is_same_number(text: str, amount: Decimal) -> bool:
    """“500.00” is 500: nothing was altered."""
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None and Decimal(text) == amount
