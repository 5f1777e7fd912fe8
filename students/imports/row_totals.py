"""Totals at the end of a register's row, held against the days of the row."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from students.imports import values
from students.imports.columns import Column
from students.imports.entries import Entry
from students.imports.tables import Table
from students.rules.presence import Tally, tally
from students.rules.risk import attendance_of
from students.rules.units import SCALE, is_rounded

MEND = _("Correct the day or the total; have the column left out if it counts other days too.")


def check(entry: Entry, table: Table):
    """Refuse a row whose held, attended, excused or percent is not what its days come to."""
    counted = tally([said.state for said in entry.presences])
    if counted is None or entry.problems:
        return
    for name in ("held", "attended", "excused"):
        column = table.column(name)
        said = entry.read(column, values.classes_of)
        if said is not None and said != getattr(counted, name):
            _refuse(entry, column, counted)
    column = table.column("attendance") or table.column("percent")
    percent = entry.read(column, values.attendance_percent_of)
    if percent is not None and not _agrees(percent, counted):
        _refuse(entry, column, counted)


def _agrees(percent: Decimal, counted: Tally) -> bool:
    exact = attendance_of(counted.held, counted.attended).percent
    return is_rounded(int(percent * SCALE), exact)


def _refuse(entry: Entry, column: Column, counted: Tally):
    words = _("The days of this row come to %(attended)s of %(held)s classes.")
    if counted.excused:
        words = _(
            "The days of this row come to %(attended)s of %(held)s classes, %(excused)s excused."
        )
    entry.refuse(
        column.title,
        entry.row.cell(column).text,
        words % {"attended": counted.attended, "held": counted.held, "excused": counted.excused},
        MEND,
    )
