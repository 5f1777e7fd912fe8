"""Numbers as words of a page: Indian grouping, shares, differences of figures as they are shown."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.rules.money import amount_text as amount_text
from students.rules.money import grouped, rupees
from students.rules.shown import ATTENDANCE_PLACES, shown_ratio
from students.rules.units import HUNDRED, half_up

LAKH, CRORE = 10**7, 10**9  # in hundredths of a rupee
FEW = 5  # below so many students there are numbers and no shares


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
