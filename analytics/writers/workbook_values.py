"""What a file keeps of a formula: its text, and the value it gave."""

import datetime
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.worksheet import Worksheet

from analytics.books import Plain

FIRST_DAY = datetime.date(1899, 12, 30)  # from which spreadsheets count days


class QuickSheet(Worksheet):
    """A sheet whose formulas name functions of 2007 alone.

    XlsxWriter looks for each of thirty later functions in every formula, a third of the whole time.
    """

    def _prepare_formula(self, formula, expand_future_functions=False):
        return formula.removeprefix("=")


def kept_value(value: Plain) -> float | str:
    """What a formula gives, as a spreadsheet keeps it."""
    if isinstance(value, int | Decimal | Fraction):
        return float(value)
    if isinstance(value, datetime.date):
        return float((value - FIRST_DAY).days)
    return value or ""
