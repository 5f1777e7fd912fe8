"""Numbers as words of a page: Indian grouping, shares, differences of figures as they are shown."""

from decimal import Decimal

from django.utils.translation import ngettext

from students.rules.shown import ATTENDANCE_PLACES, shown_ratio
from students.rules.units import HUNDRED

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
