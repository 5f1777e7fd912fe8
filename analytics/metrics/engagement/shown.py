"""Shares, differences and intervals as text: one place, halves away from zero."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.metrics.engagement.intervals import Interval
from analytics.metrics.tallies import ratio
from students.rules.shown import ATTENDANCE_PLACES
from students.rules.units import HUNDRED, SCALE

MINUS = "\u2212"
TENTH = Decimal("0.1")


def share_text(share: Fraction) -> str:
    """A share between 0 and 1 in percent: "61.5"."""
    return ratio(share.numerator * HUNDRED, share.denominator, ATTENDANCE_PLACES)


def points_text(share: Fraction) -> str:
    """A difference of shares in points, with its sign: "+12.0", "−3.4", "±0.0"."""
    text = share_text(abs(share))
    sign = "±" if not Decimal(text) else "+" if share > 0 else MINUS
    return f"{sign}{text}"


def interval_text(interval: Interval | None) -> str:
    """Bounds of a share in percent: "58.4 to 64.1"; empty for none."""
    return _between(interval, 100) if interval else ""


def mark_interval_text(interval: Interval | None) -> str:
    """Bounds of a mean of marks stored in 1e-10 percent; empty for none."""
    return _between(interval, Decimal(1) / SCALE) if interval else ""


def points_interval_text(interval: Interval) -> str:
    """Bounds of a difference in points, each with its sign: "−5.1 to +0.4"."""
    low, high = (_signed(_rounded(bound * 100)) for bound in (interval.low, interval.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _between(interval: Interval, unit: int | Decimal) -> str:
    bounds = {"low": _rounded(interval.low * unit), "high": _rounded(interval.high * unit)}
    return _("%(low)s to %(high)s") % bounds


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else MINUS if value < 0 else '±'}{abs(value)}"
