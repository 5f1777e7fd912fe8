"""The columns of open fees by how late they are, and what is said of them in words."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from analytics.books import BAD, MONEY, SUM, WARN, Column, Formula, Mark, Plain, quoted
from analytics.metrics.fees import FeeSums
from analytics.reports.formulas import rupees
from analytics.wording import FEE_AGES
from students.rules.fee_ages import OVER_90, OVERDUE, TO_30, TO_60, TO_90

LATE = {TO_30: "late_30", TO_60: "late_60", TO_90: "late_90", OVER_90: "late_more"}
IS_LATE = "N({overdue})>0"


def late_columns() -> Iterator[Column]:
    """A column for each span of days late."""
    for span, name in LATE.items():
        yield Column(name, str(FEE_AGES[span]), MONEY, total=SUM)


def overdue_column() -> Column:
    """Their sum; where they are too few to tell of, the word for it."""
    names = tuple(LATE.values())
    added = "+".join(f"{{{name}}}" for name in names)
    text = f"IF(ISTEXT({{{names[0]}}}),{{{names[0]}}},{added})"
    formula = Formula(text, lambda row: _added(row, names))
    return Column("overdue", _("Overdue"), MONEY, formula, SUM, bars=True)


def _added(row, names: tuple[str, ...]) -> Plain:
    first = row[names[0]]
    return first if isinstance(first, str) else sum((row[name] for name in names), Decimal())


def state_column() -> Column:
    """How late the oldest open due is, in words."""
    text = quoted(_("Not overdue"))
    for span, name in LATE.items():  # the oldest comes outermost
        text = f"IF({{{name}}}>0,{quoted(str(FEE_AGES[span]))},{text})"
    formula = Formula(text, _state)
    return Column("state", _("State"), formula=formula, width=18, marks=late_marks())


def _state(row) -> str:
    oldest = next((span for span in OVERDUE if row[LATE[span]] > 0), None)
    return str(FEE_AGES[oldest]) if oldest else _("Not overdue")


def late_marks() -> tuple[Mark, ...]:
    """Colours for what is overdue, and for what is so for very long."""
    return Mark(BAD, f"N({{{LATE[OVER_90]}}})>0"), Mark(WARN, IS_LATE)


def open_amounts(sums: FeeSums) -> dict[str, Decimal]:
    """By the name of its column, what is not due yet and what is late."""
    late = {name: rupees(sums.ages[span]) for span, name in LATE.items()}
    return {"pending": rupees(sums.pending), **late}
