"""What every row of an office file says by itself, and what rows together say of one record."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from students.imports.entries import Entry
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Line
from students.imports.office.sheets import Sheet
from students.imports.refusals import Refused
from students.imports.tables import Table
from students.imports.watching import Watch

Said = list[tuple[Line, list[Fact]]]
MOST_LISTED = 3


def said_by(sheet: Sheet, table: Table, desk: Desk, watch: Watch) -> Said:
    """Each row with the facts it says; what is wrong in it is noted in its entry."""
    taken = frozenset(desk.options.taken)
    lines = [Line(Entry(row), table, desk.words.settle, taken) for row in table.rows]
    for line in watch(lines, "Checking", len(lines)):
        _read(sheet, line)
    sheet.whole(lines, desk)
    said = [(line, _facts(sheet, line, desk)) for line in lines]
    _refuse_contradictions(said)
    return said


def _read(sheet: Sheet, line: Line):
    for field in sheet.fields:
        line.take(field)
        is_missing = line.table.column(field.name) and field.name not in line.values
        is_told = line.entry.has_problem_in(line.title(field.name))
        if field.required and is_missing and not is_told:
            line.refuse(field.name, _("It is missing."), _("Fill it in."))
    record = sheet.record if line.table.column(sheet.record) else "roll_no"
    line.entry.roll_no = line.text(record)


def _facts(sheet: Sheet, line: Line, desk: Desk) -> list[Fact]:
    if line.entry.problems:
        return []
    try:
        return list(sheet.facts(line, desk))
    except Refused as refusal:
        line.entry.refuse("", line.entry.roll_no, refusal.reason, refusal.mend)
        return []


def _refuse_contradictions(said: Said):
    """Rows that say different things of one record are refused, all of them: any may be right."""
    speaking: dict[tuple, list] = defaultdict(list)
    for line, facts in said:
        for fact in facts:
            speaking[fact.what, fact.key].append((line, fact.values))
    for rows in speaking.values():
        if len(rows) > 1 and not _agree(values for _line, values in rows):
            numbers = [line.entry.row.number for line, _values in rows]
            for line, _values in rows:
                _refuse(line, numbers)
    for line, facts in said:
        if line.entry.problems:
            facts.clear()


def _agree(values: Iterable[dict]) -> bool:
    """Whether no two of these say different values of one name."""
    known: dict = {}
    return all(
        known.setdefault(name, value) == value for one in values for name, value in one.items()
    )


def _refuse(line: Line, numbers: list[int]):
    others = [number for number in numbers if number != line.entry.row.number]
    listed = ", ".join(map(str, others[:MOST_LISTED])) or str(line.entry.row.number)
    words = _("Row %(rows)s says something else of the same record.")
    if len(others) > 1:
        words = _("Rows %(rows)s say something else of the same record.")
    line.entry.refuse("", line.entry.roll_no, words % {"rows": listed}, _("Keep the right one."))
