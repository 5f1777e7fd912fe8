"""A register as a long file: each row says of one student who was in the class of one day."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import registers
from students.imports.cells import Cell
from students.imports.class_periods import period_of
from students.imports.columns import Column
from students.imports.days import said_day, shown
from students.imports.entries import Entry, PresenceEntry
from students.imports.presences import late_notes, presence_of
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.slots import Slot
from students.imports.structure import Structure
from students.imports.tables import Table
from students.models import Term

DAY, PERIOD, STATE = "class_day", "period", "state"
NAMES = (DAY, PERIOD, STATE)
SAID_UNDER = (STATE, "attendance", "attended")  # titles under which such files say the presence
COUNTS = ("percent", "held", "excused")
LEFT_OUT = gettext_lazy("Have it left out.")


def is_long(table: Table) -> bool:
    """Whether the rows are of one day each."""
    return table.column(DAY) is not None and not table.days


def presence_column(table: Table) -> Column | None:
    """The column that says who was there."""
    return next(filter(None, map(table.column, SAID_UNDER)), None)


def alone(table: Table) -> list[Problem]:
    """A problem for each of these columns in a file whose rows are not of one day each."""
    words = _("This column belongs to a file with a row for each day, and there is no column date.")
    mend = _("Add the column date, or have this one left out.")
    if table.days:
        words, mend = _("The days stand above the columns; no row is of one day."), LEFT_OUT
    columns = filter(None, map(table.column, NAMES))
    return [whole_file(words, mend, column=one.title) for one in columns]


def problems(table: Table, structure: Structure) -> list[Problem]:
    """No presence, two columns that say it, totals among single days, classes of no subject."""
    said = [column for name in SAID_UNDER if (column := table.column(name))]
    found = []
    if not said:
        found.append(
            whole_file(
                _("Nothing says who was there."), _("Add the column status, with P, A, L or E.")
            )
        )
    totals = [column for name in COUNTS if (column := table.column(name))]
    words = _("A row of one day has no other count.")
    found += [whole_file(words, LEFT_OUT, column=one.title) for one in (*said[1:], *totals)]
    return found + registers.subject_problems(table, structure, is_needed=True)


def notes(table: Table) -> list[str]:
    """What is read of the letters without being said in them."""
    said = presence_column(table) if is_long(table) else None
    return late_notes(table.values(said)) if said else []


def read(entry: Entry, table: Table, structure: Structure, subject: str):
    """Who was in which class, as a row says it; an empty presence says nothing."""
    said = presence_column(table)
    state = entry.read(said, presence_of)
    day = table.column(DAY)
    if entry.row.cell(day).blank:
        entry.refuse(day.title, "", _("The day is missing."), _("Fill it in."))
        return
    period = entry.read(table.column(PERIOD), _period)
    slot = entry.read(day, lambda cell: slot_of(cell, structure.place.term, period))
    if None not in (state, slot):
        cell = entry.row.cell(said)
        entry.presences.append(PresenceEntry(said.title, subject, slot, state, cell.text))


def slot_of(cell: Cell, term: Term, period: int | None) -> Slot:
    """The class of a day in the term; the day may name its period itself, in the same words."""
    day = said_day(cell.text)
    on = day.within(term.starts_on, term.ends_on)
    if on > timezone.localdate():
        words = _("%(day)s has not come yet.") % {"day": shown(on)}
        raise Refused(words, _("Correct the day, or leave the row out."))
    if period and day.period and period != day.period:
        raise Refused(
            _("The day and the column of periods name two periods."), _("Correct one of them.")
        )
    return Slot(on, period or day.period)


def _period(cell: Cell) -> int | None:
    return period_of(cell.text.casefold(), is_dated=True)
