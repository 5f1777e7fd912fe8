"""What a row with a column a month says of dues: one due for each amount."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from students.imports.days import shown
from students.imports.office.amounts import due_of
from students.imports.office.cell_values import FILLED, Altered
from students.imports.office.dates import day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Line
from students.imports.office.periods import DUE
from students.imports.office.records import FEE_DUE
from students.imports.office.wide import Place, Wide, known_key, places_of, says_nothing

WIDE = Wide(DUE, ("code", "due_on", "amount"), "due_on")


def dues_of(line: Line, desk: Desk, student: str) -> Iterator[Fact]:
    """A due for each month or instalment of which the row has an amount."""
    known = desk.due_keys(student)
    for place in places_of(line.table):
        name = place.column.name
        cell = line.entry.row.cell(place.column)
        if says_nothing(cell):
            continue
        amount = line.settle(name, due_of, cell)
        key = known_key(place.period, known)
        values = {"student": student, "code": place.period.code, "amount": amount}
        if day := _day(line, place, is_known=key in known):
            values["due_on"] = day
        line.shown[FEE_DUE.what, (student, key)] = name
        yield Fact(FEE_DUE.what, (student, key), values)


def _day(line: Line, place: Place, is_known: bool) -> str | None:
    """The day of a due as its column, its title or the row says it; None: it stays as it is.

    Where only the month is known, a new due is to be paid by the end of it.
    """
    cell = line.entry.row.cell(place.day)
    if not cell.blank:
        return line.settle(place.day.name, day_of, cell)
    if place.period.day:
        return place.period.day.isoformat()
    if "due_on" in line.values:
        return line.values["due_on"]
    if is_known:
        return None
    if place.period.last is None:
        name = place.day.name if place.day else place.column.name
        line.refuse(name, _("The day it is due on is missing."), _("Fill it in."))
        return None
    return _filled(line, place)


def _filled(line: Line, place: Place) -> str:
    last = place.period.last
    if last != place.period.first:
        became = _("due on %(day)s") % {"day": shown(last)}
        reason = _("The file names the month alone: its last day is taken.")
        line.mend(place.column.name, Altered(last, became, reason, FILLED))
    return last.isoformat()
