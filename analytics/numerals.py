"""Numbers as words of a page: Indian grouping, shares, differences of figures as they are shown."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.rules.shown import ATTENDANCE_PLACES, shown_ratio
from students.rules.units import HUNDRED, half_up

MINUS = "\u2212"
LAKH, CRORE = 10**7, 10**9  # in hundredths of a rupee
FEW = 5  # below so many students there are numbers and no shares


def grouped(number: int) -> str:
    """1234567 as 12,34,567."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def percent(text: str) -> str:
    """A figure with its sign, "75.1 %"; a dash where there is none."""
    return f"{text}\u00a0%" if text else "–"


def share(part: int, whole: int) -> str:
    """part of whole in percent with one place; empty where they are too few to speak of shares."""
    if whole < FEW:
        return ""
    return percent(shown_ratio(part * HUNDRED, whole, (), ATTENDANCE_PLACES))


def difference(figure: str, other: str) -> Decimal:
    """figure − other, taken from the texts shown, so that a reader finds the same."""
    return Decimal(figure) - Decimal(other)


def students(number: int) -> str:
    """ "1 student", "1,200 students"."""
    words = ngettext("%(count)s student", "%(count)s students", number)
    return words % {"count": grouped(number)}


def number(text: str) -> float | None:
    """A shown figure as a JSON number; None for none."""
    return float(text) if text else None


def amount_text(hundredths: int) -> str:
    """Money without its sign, exact: 48500000 as 4,85,000.00; a true minus below 0."""
    whole, part = divmod(abs(hundredths), 100)
    return f"{MINUS if hundredths < 0 else ''}{grouped(whole)}.{part:02}"


def rupees(hundredths: int) -> str:
    """Money with its sign, exact: ₹ 4,85,000.00."""
    return f"₹\u00a0{amount_text(hundredths)}"


def short_rupees(hundredths: int) -> str:
    """Money as it is spoken of, two places half up: ₹ 4.85 lakh, ₹ 1.20 crore; exact below."""
    for unit, words in (
        (CRORE, _("₹ %(amount)s crore")),
        (LAKH, _("₹ %(amount)s lakh")),
    ):
        if abs(hundredths) >= unit:
            return words % {"amount": in_units(hundredths, unit)}
    return rupees(hundredths)


def in_units(hundredths: int, unit: int) -> str:
    """Money in lakh or crore, two places half up."""
    return amount_text(half_up(abs(hundredths) * 100, unit) * (-1 if hundredths < 0 else 1))
