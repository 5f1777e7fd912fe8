"""Assignments handed in over a term, as a row counts them: “18/20”, or so many in three columns."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import values
from students.imports.cells import Cell
from students.imports.entries import Entry
from students.imports.tables import Table

MADE, GIVEN, IN_TIME = COLUMNS = "assignments_submitted", "assignments_given", "assignments_on_time"
OF_GIVEN = re.compile(r"([0-9]{1,5})\s*(?:/|of|out of)\s*([0-9]{1,5})", re.IGNORECASE)
MOST = 10_000
MEND = gettext_lazy("Correct one of the counts.")


def title(table: Table) -> str:
    """The title of the first column of such counts; empty without one."""
    return next((one.title for one in table.columns if one.name in COLUMNS), "")


def are_all(table: Table, names: set[str]) -> bool:
    """Whether of these columns the table has those of such counts alone.

    Such a file is of students who are known: a number nobody has is a slip, and no new student.
    """
    return {one.name for one in table.columns if one.name in names} <= set(COLUMNS)


def read(entry: Entry, table: Table) -> dict:
    """What a row says of assignments, as columns of what was done in the term."""
    made, given = entry.read(table.column(MADE), _made_of, (None, None))
    said = entry.read(table.column(GIVEN), _count_of)
    in_time = entry.read(table.column(IN_TIME), _count_of)
    if None not in (given, said) and given != said:
        column = table.column(GIVEN)
        words = _("Another column says that %(count)s were given.") % {"count": given}
        entry.refuse(column.title, entry.row.cell(column).text, words, str(MEND))
    due = said if given is None else given
    counts = {"submissions_made": made, "submissions_due": due, "submissions_in_time": in_time}
    return {name: count for name, count in counts.items() if count is not None}


def contradiction(activity: Mapping) -> str:
    """What cannot be of these counts together; empty where they may be."""
    made, due = activity["submissions_made"], activity["submissions_due"]
    in_time = activity["submissions_in_time"]
    if due is not None and made is None:
        words = _("Nothing says how many were handed in of the %(count)s given.")
        return words % {"count": due}
    if due is not None and made > due:
        words = _("Handed in: %(made)s; given: %(count)s. Nobody hands in more than was given.")
        return words % {"made": made, "count": due}
    if in_time is not None and in_time > (made or 0):
        words = _("Handed in: %(made)s; by their day: %(count)s. These cannot be more than all.")
        return words % {"made": made or 0, "count": in_time}
    return ""


def _made_of(cell: Cell) -> tuple[int, int | None]:
    """How many were handed in, and of how many, where the cell says that."""
    counts = OF_GIVEN.fullmatch(cell.text)
    if counts:
        made, given = (_count_of(Cell(text)) for text in counts.groups())
        return made, given
    return _count_of(cell), None


def _count_of(cell: Cell) -> int:
    return values.whole_of(cell, 0, MOST)
