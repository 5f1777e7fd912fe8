"""Formulas that several reports use, each with what it gives."""

from decimal import Decimal
from fractions import Fraction

from analytics.books import Formula, Plain


def rupees(hundredths: int) -> Decimal:
    """Money as the spreadsheet has it."""
    return Decimal(hundredths).scaleb(-2)


def less(whole: str, part: str) -> Formula:
    """One column less another; both are numbers."""
    return Formula(f"{{{whole}}}-{{{part}}}", lambda row: row[whole] - row[part])


def ratio(part: str, whole: str) -> Formula:
    """One column by another; empty where there is nothing to divide by, or it is not told."""
    text = f'IF(N({{{whole}}})=0,"",{{{part}}}/{{{whole}}})'
    return Formula(text, lambda row: _divided(row[part], row[whole]))


def _divided(part: Plain, whole: Plain) -> Plain:
    if isinstance(whole, str) or not whole:
        return ""
    return Fraction(part) / Fraction(whole)
