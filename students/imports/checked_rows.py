"""What every row of a file says, read and checked by itself, and what two rows say at once."""

from collections import defaultdict
from collections.abc import Iterable

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
            entry.refuse(column.title, "", "The roll number is missing.", "Fill it in.")
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
            raise Refused(refusal.reason, f"Did you mean {near}? {refusal.mend}") from refusal
        raise


def _check_width(entry: Entry, table: Table):
    extra = [cell.text for cell in entry.row.cells[len(table.columns) :] if not cell.blank]
    if extra:
        entry.refuse(
            "",
            extra[0],
            f"The row has {len(entry.row.cells)} values for {len(table.columns)} columns.",
            "Put values that hold a comma into quotation marks.",
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
            others = _listed(numbers, entry.row.number)
            what = "student" if cell[1] == "student" else f"student's {cell[1]}"
            entry.refuse(
                "",
                entry.roll_no,
                f"{others} of the same {what}.",
                "Keep the right one.",
            )


def _listed(numbers: tuple[int, ...], own: int) -> str:
    """ "Row 3 speaks", "Rows 3, 4, 5 and 95 more speak": thousands may say the same."""
    others = [number for number in numbers[: MOST_LISTED + 1] if number != own][:MOST_LISTED]
    if len(numbers) == 2:
        return f"Row {others[0]} speaks"
    more = len(numbers) - 1 - len(others)
    listed = ", ".join(map(str, others))
    return f"Rows {listed}{f' and {more} more' if more else ''} speak"


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
    if not (entry.marks or entry.attendances or entry.presences or entry.online):
        yield key, "student"
