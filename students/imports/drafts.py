"""From a file to a plan: read, parse, check, compare. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterable

from students.imports import attendance, identities, marks, students
from students.imports.alarms import Guard
from students.imports.belonging import belonging_problems, said_term
from students.imports.comparisons import compared
from students.imports.entries import Entry
from students.imports.items import NEW, REFUSED, Item, state_of_row
from students.imports.kinds import Kind
from students.imports.making import to_make
from students.imports.options import Options
from students.imports.parts import average_and_grade
from students.imports.places import Place, place_of
from students.imports.plans import Plan, PlanCell, PlanColumn, PlanRow, counted
from students.imports.readers import rows_of
from students.imports.refusals import FileRefused, refuse_all
from students.imports.rows import Compared, Setting
from students.imports.standings import STUDENTS_AT_ONCE, known_roll_numbers, standings
from students.imports.structure import Structure
from students.imports.tables import Row, Table, header_problems, table_of
from students.imports.watching import Watch, unwatched
from students.rules.keys import key_of

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (students.KIND, marks.KIND, attendance.KIND)}
NUMERIC = ("semester", "attendance", "percent", "held", "attended", "excused", "score", "max", "")


def draft(
    kind: str,
    content: bytes,
    *,
    institution=None,
    term=None,
    options: Options,
    watch: Watch = unwatched,
) -> tuple[Place, Plan]:
    """Where a file belongs and what it would do; raises FileRefused with every problem at once."""
    kind = KINDS[kind]
    table = table_of(watch(rows_of(content, options), "Reading", 0), kind.names)
    problems = header_problems(table)
    try:
        term = term or said_term(table)
        place = place_of(institution, term, options.create, kind.needs_term(table))
    except FileRefused as refusal:
        raise FileRefused(*problems, *refusal.problems) from refusal
    structure = Structure(place, options.create)
    problems += belonging_problems(table, place)
    refuse_all(problems + kind.problems(table, structure))
    setting = Setting(structure, options, table)
    entries = _read(kind, setting, watch)
    _refuse_repeated(entries)
    guard = Guard()
    rows = _compare(entries, setting, watch, guard)
    titles = {key: subject.title for key, subject in structure.subjects.by_key.items()}
    return place, _plan(kind, setting, rows, guard.alarms(place, titles))


def _read(kind: Kind, setting: Setting, watch: Watch) -> list[Entry]:
    table, column = setting.table, setting.table.column("roll_no")
    doubtful = {
        cell.shown or cell.text
        for cell in table.values(column)
        if cell.kind != "text" or identities.WRITTEN_BY_EXCEL.fullmatch(cell.text)
    }
    known = known_roll_numbers(setting.structure.place, doubtful)
    as_shown = setting.options.ids_as_shown
    entries = []
    for row in watch(table.rows, "Checking", len(table.rows)):
        entry = Entry(row)
        entry.roll_no = entry.read(
            column, lambda cell: identities.roll_number_of(cell, known.__contains__, as_shown), ""
        )
        if row.cell(column).blank:
            entry.refuse(column.title, "", "The roll number is missing.", "Fill it in.")
        _check_width(entry, table)
        kind.read(entry, table, setting.structure)
        entries.append(entry)
    return entries


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
            others = ", ".join(str(number) for number in numbers if number != entry.row.number)
            what = "student" if cell[1] == "student" else f"student's {cell[1]}"
            entry.refuse(
                "",
                entry.roll_no,
                f"Row {others} speaks of the same {what}.",
                "Keep the right one.",
            )


def _cells_of(entry: Entry) -> Iterable[tuple]:
    if not entry.roll_no:
        return
    key = key_of(entry.roll_no)
    for mark in entry.marks:
        yield key, "mark", mark.subject, mark.attempt, key_of(mark.component)
    for row in entry.attendances:
        yield key, "attendance", row.subject
    if not (entry.marks or entry.attendances):
        yield key, "student"


def _compare(entries: list[Entry], setting: Setting, watch: Watch, guard: Guard) -> list[PlanRow]:
    by_student: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_student[key_of(entry.roll_no)].append(entry)
    keys = list(by_student)
    starts = range(0, len(keys), STUDENTS_AT_ONCE)
    rows = []
    for chunk in watch(
        (keys[start : start + STUDENTS_AT_ONCE] for start in starts), "Comparing", len(keys), len
    ):
        found = standings(setting.structure.place, [key for key in chunk if key])
        for key in filter(None, chunk):
            before = dict(found[key].marks)
            of_student = compared(by_student[key], found[key], setting)
            guard.note(before, found[key].marks, _accepted(of_student))
            after = average_and_grade(found[key])
            rows += [_row(row, setting.table, after) for row in of_student]
    rows += [_row(Compared(entry), setting.table, "") for entry in by_student.get("", ())]
    return sorted(rows, key=lambda row: row.number)


def _accepted(rows: list[Compared]) -> Iterable[Item]:
    return (item for row in rows if not row.entry.problems for item in row.items)


def _row(row: Compared, table: Table, after: str) -> PlanRow:
    entry = row.entry
    bad = {problem.column for problem in entry.problems}
    cells = tuple(
        PlanCell(_text(entry.row, column), row.olds.get(column.title), column.title in bad)
        for column in shown_columns(table)
    )
    if entry.problems:
        return PlanRow(
            entry.row.number, REFUSED, entry.roll_no, cells, problems=tuple(entry.problems)
        )
    state = state_of_row(row.items)
    return PlanRow(entry.row.number, state, entry.roll_no, cells, tuple(row.items), after=after)


def _text(row: Row, column) -> str:
    cell = row.cell(column)
    return cell.shown if column.name == "roll_no" and cell.shown else cell.text


def shown_columns(table: Table) -> list:
    """The columns a preview shows: those that are read."""
    left_out = {column.index for column in table.left_out}
    return [column for column in table.columns if column.title and column.index not in left_out]


def _plan(kind: Kind, setting: Setting, rows: list[PlanRow], alarms: tuple[str, ...]) -> Plan:
    counts, cells = counted(rows)
    make, created = to_make(setting.structure, (row for row in rows if row.state != REFUSED))
    for what, name in (("student", "students"), ("placement", "results")):
        if cells.get(what, {}).get(NEW):
            created[name] = cells[what][NEW]
    return Plan(
        kind=kind.slug,
        columns=tuple(
            PlanColumn(column.title, column.name in NUMERIC)
            for column in shown_columns(setting.table)
        ),
        counts=counts,
        values=cells,
        created=created,
        make=make,
        left_out=tuple(column.title for column in setting.table.left_out),
        problem_count=sum(len(row.problems) for row in rows),
        alarms=alarms,
        source=tuple(rows),
    )
