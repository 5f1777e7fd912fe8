"""From a file to a plan: read, parse, check, compare. Nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from students.imports import attendance, engagement, marks, registers, students
from students.imports.accounts import account, lessons
from students.imports.alarms import Guard, new_subjects
from students.imports.belonging import belonging_problems, said_term
from students.imports.between_batches import between_batches
from students.imports.cells import text_cell
from students.imports.checked_rows import checked
from students.imports.codes import answers_of
from students.imports.comparisons import compared
from students.imports.draft_rows import plan_row, shown_columns
from students.imports.entries import Entry
from students.imports.items import NEW, REFUSED, Item
from students.imports.kinds import Kind
from students.imports.layouts import Layout, laid_out
from students.imports.learned import memories_of
from students.imports.making import components_in, to_make
from students.imports.namesakes import namesakes
from students.imports.office import drafts as office
from students.imports.office.kinds import SHEETS
from students.imports.options import Options
from students.imports.parts import average_and_grade, parts_used
from students.imports.places import Place, institution_of, place_of
from students.imports.plans import Plan, PlanColumn, PlanRow, counted
from students.imports.problems import Problem
from students.imports.readers import rows_of
from students.imports.refusals import ColumnsRefused, FileRefused, Refused, refuse_file
from students.imports.rows import Compared, Setting
from students.imports.semesters import semester_of
from students.imports.sessions import to_take
from students.imports.standings import STUDENTS_AT_ONCE, standings
from students.imports.structure import Structure
from students.imports.tables import Table, header_problems
from students.imports.watching import Watch, unwatched
from students.rules.keys import key_of

KINDS: dict[str, Kind] = {
    module.KIND.slug: module.KIND for module in (students, marks, attendance, engagement)
}
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
    """Where a file belongs and what it would do; raises FileRefused with every problem at once.

    ColumnsRefused where naming the columns otherwise may help.
    """
    if kind in SHEETS:
        asked = {"institution": institution, "options": options, "watch": watch}
        return office.draft(kind, content, **asked)
    kind = KINDS[kind]
    rows = list(watch(rows_of(content, options), "Reading", 0))
    layout, place = _layout_and_place(kind, rows, institution, term, options)
    layout = replace(layout, table=registers.dated(layout.table, place.term))
    structure = Structure(place, options.create, answers_of(options.same, options.new))
    setting = Setting(structure, kind.setting_of(options), layout.table, kind.online)
    problems = _problems(kind, layout.table, place, structure)
    if problems := problems + engagement.unlike(options.file, layout.table):
        raise ColumnsRefused(place, account(kind, layout, setting), *problems)
    entries = checked(kind, setting, watch)
    guard = Guard()
    rows = _compare(entries, setting, watch, guard)
    titles = {key: subject.title for key, subject in structure.subjects.by_key.items()}
    alarms = (*guard.alarms(place, titles), *new_subjects(layout.table, structure))
    return place, _plan(kind, layout, setting, rows, alarms)


def _problems(kind: Kind, table: Table, place: Place, structure: Structure) -> list[Problem]:
    """What is wrong with the columns; without roll numbers no other title means much."""
    problems = header_problems(table)
    if not table.column("roll_no"):
        return problems
    return [*problems, *belonging_problems(table, place), *kind.problems(table, structure)]


def unreadable_plan(kind: str, refusal: ColumnsRefused) -> Plan:
    """A plan that stores nothing: what is wrong with the columns, and how they are read."""
    return Plan(
        kind=kind,
        columns=(),
        counts=counted(())[0],
        values={},
        created={},
        make={},
        layout=refusal.account | {"problems": [one.as_json() for one in refusal.problems]},
        obstacles=tuple(problem.sentence() for problem in refusal.problems),
    )


def _layout_and_place(kind: Kind, rows: list, institution, term, options: Options):
    """Both, or FileRefused with what is wrong with either."""
    try:
        institution = institution_of(institution, options.create)
    except FileRefused as refusal:
        layout = laid_out(rows, kind.names, options, lambda _: {})
        raise FileRefused(*header_problems(layout.table), *refusal.problems) from refusal

    def recall(fingerprints):
        return memories_of(institution.pk, kind.slug, fingerprints) if options.remembered else {}

    layout = laid_out(rows, kind.names, options, recall)
    try:
        if options.semester:
            semester_of(text_cell(options.semester))
        term = term or said_term(layout.table)
        place = place_of(institution, term, options.create, kind.needs_term(layout.table))
    except FileRefused as refusal:
        raise FileRefused(*header_problems(layout.table), *refusal.problems) from refusal
    except Refused as refusal:
        raise refuse_file(refusal.reason, refusal.mend, column="semester") from refusal
    return layout, place


def _compare(entries: list[Entry], setting: Setting, watch: Watch, guard: Guard) -> list[PlanRow]:
    by_student: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_student[key_of(entry.roll_no)].append(entry)
    keys, taken = list(by_student), {said.subject for one in entries for said in one.presences}
    starts = range(0, len(keys), STUDENTS_AT_ONCE)
    rows = []
    for chunk in watch(
        (keys[start : start + STUDENTS_AT_ONCE] for start in starts), "Comparing", len(keys), len
    ):
        known = [key for key in chunk if key]
        found = standings(setting.structure.place, known, taken=taken, online=setting.online)
        for key in filter(None, chunk):
            before = dict(found[key].marks)
            of_student = compared(by_student[key], found[key], setting)
            guard.note(before, found[key].marks, _accepted(of_student))
            after = average_and_grade(found[key])
            policy = found[key].policy_number
            rows += [plan_row(row, setting.table, after, policy) for row in of_student]
    rows += [plan_row(Compared(entry), setting.table) for entry in by_student.get("", ())]
    return sorted(rows, key=lambda row: row.number)


def _accepted(rows: list[Compared]) -> Iterable[Item]:
    return (item for row in rows if not row.entry.problems for item in row.items)


def _plan(
    kind: Kind, layout: Layout, setting: Setting, rows: list[PlanRow], alarms: tuple[str, ...]
) -> Plan:
    counts, cells = counted(rows)
    accepted = [row for row in rows if row.state != REFUSED]
    told = account(kind, layout, setting)
    told["notes"] += namesakes(setting.structure.place, accepted)
    told["notes"] += between_batches(setting.structure.place, accepted)
    make, created = to_make(setting.structure, accepted)
    make |= to_take(setting.sessions, accepted)
    if make.get("sessions"):
        created["classes"] = len(make["sessions"])
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
        parts=parts_used(setting.structure, components_in(accepted)),
        left_out=tuple(column.title for column in setting.table.left_out),
        problem_count=sum(len(row.problems) for row in rows),
        layout=told,
        lessons=lessons(layout, setting),
        obstacles=tuple(question.sentence() for question in setting.structure.questions),
        alarms=alarms,
        source=tuple(rows),
    )
