"""Exact figures as text: rounded half up once, with Indian grouping and a real minus."""

from fractions import Fraction

from analytics.kpis.kpi import MONEY, Unit
from analytics.numerals import grouped
from students.rules.units import decimal_text, half_up

WEIGHT_PLACES = 4
MINUS, NONE, RUPEE, SPACE = "\u2212", "–", "₹", "\u00a0"


def figure_text(value: Fraction | None, unit: Unit) -> str:
    """The figure with the unit's places and no sign: "1,234.50"; "–" for none."""
    if value is None:
        return NONE
    text = plain_text(abs(value), unit.places)
    head, point, places = text.partition(".")
    minus = MINUS if value < 0 and any(digit in text for digit in "123456789") else ""
    return f"{minus}{grouped(int(head))}{point}{places}"


def plain_text(value: Fraction, places: int) -> str:
    """A figure from 0 on as digits that a program reads: "1234.50"."""
    rounded = half_up(value.numerator * 10**places, value.denominator)
    return decimal_text(rounded, places, at_least=places)


def exact_text(value: Fraction | None, unit: Unit) -> str:
    """The shown figure as digits that a program reads, "-1234.50"; empty for none."""
    if value is None:
        return ""
    return ("-" if value < 0 else "") + plain_text(abs(value), unit.places)


def signed_text(value: Fraction | None, unit: Unit) -> str:
    """The figure as it stands in a sentence: "75.10 %", "₹ 1,200.00"."""
    text = figure_text(value, unit)
    if value is None:
        return text
    if unit is MONEY:
        return f"{RUPEE}{SPACE}{text}"
    return f"{text}{SPACE}{unit.sign}" if unit.sign else text


def weight_text(value: Fraction) -> str:
    """A number of a formula as it was typed; it has at most four places."""
    text = decimal_text(int(abs(value) * 10**WEIGHT_PLACES), WEIGHT_PLACES)
    return f"{MINUS}{text}" if value < 0 else text
