"""What every row of a file says, read and checked by itself, and what two rows say at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.attendance import refuse_shares
from students.imports.cells import NUMBER, Cell
from students.imports.entries import Entry
from students.imports.kinds import Kind
from students.imports.places import Place
from students.imports.refusals import Refused
from students.imports.rows import Setting
from students.imports.standings import STUDENTS_AT_ONCE
from students.imports.tables import Table
from students.imports.watching import Watch
from students.models import Student
from students.rules.keys import key_of

MOST_LISTED = 3
# What several rows say of one cell of the register: one other row, a few, a few and more.
SAME = {
    "student": (
        gettext_lazy("Row %(rows)s speaks of the same student."),
        gettext_lazy("Rows %(rows)s speak of the same student."),
        gettext_lazy("Rows %(rows)s and %(more)s more speak of the same student."),
    ),
    "mark": (
        gettext_lazy("Row %(rows)s speaks of the same student's mark."),
        gettext_lazy("Rows %(rows)s speak of the same student's mark."),
        gettext_lazy("Rows %(rows)s and %(more)s more speak of the same student's mark."),
    ),
    "attendance": (
        gettext_lazy("Row %(rows)s speaks of the same student's attendance."),
        gettext_lazy("Rows %(rows)s speak of the same student's attendance."),
        gettext_lazy("Rows %(rows)s and %(more)s more speak of the same student's attendance."),
    ),
    "presence": (
        gettext_lazy("Row %(rows)s speaks of the same student's presence."),
        gettext_lazy("Rows %(rows)s speak of the same student's presence."),
        gettext_lazy("Rows %(rows)s and %(more)s more speak of the same student's presence."),
    ),
    "course": (
        gettext_lazy("Row %(rows)s speaks of the same student's course."),
        gettext_lazy("Rows %(rows)s speak of the same student's course."),
        gettext_lazy("Rows %(rows)s and %(more)s more speak of the same student's course."),
    ),
}


def checked(kind: Kind, setting: Setting, watch: Watch) -> list[Entry]:
    """An entry for each row of the table, with all that is wrong in it."""
    entries = _read(kind, setting, watch)
    refuse_shares(entries, setting.table)
    _refuse_repeated(entries)
    return entries


def _read(kind: Kind, setting: Setting, watch: Watch) -> list[Entry]:
    table, column = setting.table, setting.table.column("roll_no")
    doubtful = {
        cell.shown or cell.text
        for cell in table.values(column)
        if cell.kind != "text" or identities.WRITTEN_BY_EXCEL.fullmatch(cell.text)
    }
    known = _known_roll_numbers(setting.structure.place, doubtful)
    as_shown = setting.options.ids_as_shown
    entries = []
    for row in watch(table.rows, "Checking", len(table.rows)):
        entry = Entry(row)
        entry.roll_no = entry.read(
            column, lambda cell: _roll_number(cell, known, as_shown, setting), ""
        )
        if row.cell(column).blank:
            entry.refuse(column.title, "", _("The roll number is missing."), _("Fill it in."))
        _check_width(entry, table)
        kind.read(entry, table, setting.structure)
        entries.append(entry)
    return entries


def _known_roll_numbers(place: Place, texts: Iterable[str]) -> set[str]:
    """Those of these texts that are exactly a roll number of the institution."""
    texts = list(texts)
    if place.institution.pk is None or not texts:
        return set()
    known = set()
    for start in range(0, len(texts), STUDENTS_AT_ONCE):
        keys = {key_of(text) for text in texts[start : start + STUDENTS_AT_ONCE]}
        rows = Student.objects.filter(institution=place.institution, roll_key__in=keys)
        known.update(rows.values_list("roll_key", flat=True))
    return {text for text in texts if key_of(text) in known}


def _roll_number(cell: Cell, known: set[str], as_shown: bool, setting: Setting) -> str:
    """The roll number of a cell; a number that lost its zeros is shown the ones it may be."""
    try:
        return identities.roll_number_of(cell, known.__contains__, as_shown)
    except Refused as refusal:
        near = setting.near(cell.shown) if cell.kind == NUMBER and cell.shown else ""
        if near:
            meant = _("Did you mean %(near)s?") % {"near": near}
            raise Refused(refusal.reason, f"{meant} {refusal.mend}") from refusal
        raise


def _check_width(entry: Entry, table: Table):
    extra = [cell.text for cell in entry.row.cells[len(table.columns) :] if not cell.blank]
    if extra:
        entry.refuse(
            "",
            extra[0],
            _("The row has %(values)s values for %(columns)s columns.")
            % {"values": len(entry.row.cells), "columns": len(table.columns)},
            _("Put values that hold a comma into quotation marks."),
        )


def _refuse_repeated(entries: list[Entry]):
    """What two rows say of one cell of the register is refused in both: either may be right."""
    speaking: dict[tuple, list[Entry]] = defaultdict(list)
    for entry in entries:
        for cell in _cells_of(entry):
            speaking[cell].append(entry)
    told = set()
    for cell, rows in speaking.items():
        numbers = tuple(entry.row.number for entry in rows)
        if len(rows) < 2 or numbers in told:
            continue
        told.add(numbers)
        for entry in rows:
            told_of = _told_of(numbers, entry.row.number, cell[1])
            entry.refuse("", entry.roll_no, told_of, _("Keep the right one."))


def _told_of(numbers: tuple[int, ...], own: int, what: str) -> str:
    """ "Rows 3, 4, 5 and 95 more speak of the same student.": thousands may say the same."""
    others = [number for number in numbers[: MOST_LISTED + 1] if number != own][:MOST_LISTED]
    more = len(numbers) - 1 - len(others)
    one, some, many = SAME[what]
    words = many if more else one if len(numbers) == 2 else some
    return words % {"rows": ", ".join(map(str, others)), "more": more}


def _cells_of(entry: Entry) -> Iterable[tuple]:
    if not entry.roll_no:
        return
    key = key_of(entry.roll_no)
    for mark in entry.marks:
        yield key, "mark", mark.subject, mark.attempt, key_of(mark.component)
    for row in entry.attendances:
        yield key, "attendance", row.subject
    for said in entry.presences:
        yield key, "presence", said.subject, said.slot
    if entry.online:
        yield key, "course", entry.online.subject
    if not (entry.marks or entry.attendances or entry.presences or entry.online or entry.problems):
        yield key, "student"
