"""A student's figures as they are told: so many of so many, beside the mean of the course.

They are taken from the inputs of a guess alone, so that they are those of its day.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import ngettext

from analytics.numerals import percent
from analytics.prediction.told_names import WHOLE, mean_of

ROUNDED = 0.00006  # shares are stored to 4 places
FEW = 0.05  # of a course; who is before so few is among the last of it
NO_BREAK = "\u00a0"
SMALL = 10  # a mean below it is told with one place

Inputs = Mapping[str, float | None]


def part_of(inputs: Inputs, name: str) -> dict[str, int]:
    """A share as `part` and `whole`; empty where it is not known of how many it is one.

    Also where no whole number of them makes the share, as when somebody types another percent.
    """
    share, whole = inputs.get(name), inputs.get(f"{WHOLE}{name}")
    if share is None or not whole or abs(share * whole - round(share * whole)) > whole * ROUNDED:
        return {}
    return {"part": round(share * whole), "whole": round(whole)}


def mean_share(inputs: Inputs, name: str) -> dict[str, str]:
    """The course's mean of a share, and how far the own one lies from it; empty where unknown."""
    return _compared(inputs, name, 100)


def mean_percent(inputs: Inputs, name: str) -> dict[str, str]:
    """The same of what is stored in percent."""
    return _compared(inputs, name, 1)


def mean_number(inputs: Inputs, name: str) -> dict[str, str]:
    """The course's mean of a number, of days for example; empty where it is not known."""
    mean = inputs.get(mean_of(name))
    return {} if mean is None else {"mean": _number(mean)}


def share_words(share: float) -> str:
    """0.25 as "25 %"."""
    return percent_words(share, 100)


def percent_words(value: float, times: int = 1) -> str:
    return percent(str(_whole(value, times)))


def is_least(share: float) -> bool:
    """Whether hardly anybody has less: "more than 0 % of the course" says nothing."""
    return share < FEW


def _compared(inputs: Inputs, name: str, times: int) -> dict[str, str]:
    own, mean = inputs.get(name), inputs.get(mean_of(name))
    if own is None or mean is None:
        return {}
    points = _whole(own, times) - _whole(mean, times)  # of the figures shown
    return {"mean": percent_words(mean, times), "points": _points(points)}


def _points(points: int) -> str:
    """ "−12 points"."""
    sign = "−" if points < 0 else "+" if points else ""
    words = ngettext("%(points)s point", "%(points)s points", abs(points))
    return (words % {"points": f"{sign}{abs(points)}"}).replace(" ", NO_BREAK)


def _whole(value: float, times: int) -> int:
    return int((Decimal(str(value)) * times).quantize(Decimal(1), ROUND_HALF_UP))


def _number(value: float) -> str:
    if value >= SMALL:
        return str(_whole(value, 1))
    places = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{places.normalize():f}" if places else "0"
