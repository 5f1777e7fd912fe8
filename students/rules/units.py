"""Whole numbers of 1e-10 percent: the unit in which every figure is stored and compared."""

import re
from decimal import Decimal

DECIMALS = 10
SCALE = 10**DECIMALS
HUNDRED = 100 * SCALE

PLAIN_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to numerator / denominator (neither negative), halves upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def percent_of(score_units: int, max_units: int) -> int:
    """A score out of a maximum, both in the same unit, as whole 1e-10 percents."""
    return half_up(score_units * HUNDRED, max_units)


def units_of(number: str | Decimal, decimals: int) -> int:
    """A plain number as whole units of its `decimals`-th place; ValueError where that alters it."""
    text = format(number, "f") if isinstance(number, Decimal) else number.strip()
    if not PLAIN_DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise ValueError(f"{text} has more than {decimals} decimals")
    return int((whole or "0") + fraction.ljust(decimals, "0"))


def decimal_text(units: int, decimals: int, at_least: int = 0) -> str:
    """Whole units of the `decimals`-th place as exact text, with at least so many places."""
    whole, fraction = divmod(units, 10**decimals)
    digits = str(fraction).rjust(decimals, "0").rstrip("0") if fraction else ""
    digits = digits.ljust(at_least, "0")
    return f"{whole}.{digits}" if digits else str(whole)


def is_rounded(said: int, exact: int) -> bool:
    """Whether what was said is the exact percent, as somebody may round it to 2, 1 or 0 places."""
    steps = (SCALE // 10**places for places in (0, 1, 2))
    return any(said == half_up(exact, step) * step for step in steps)
