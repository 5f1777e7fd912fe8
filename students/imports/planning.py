"""From checked rows to a plan: each compared with the register, and what all of them would do."""

from collections import defaultdict

from students.imports.accounts import account, lessons
from students.imports.alarms import Guard
from students.imports.between_batches import between_batches
from students.imports.comparisons import compared
from students.imports.draft_rows import plan_row, shown_columns
from students.imports.entries import Entry
from students.imports.items import NEW, REFUSED, Item
from students.imports.kinds import Kind
from students.imports.layouts import Layout
from students.imports.making import components_in, to_make
from students.imports.namesakes import namesakes
from students.imports.parts import average_and_grade, parts_used
from students.imports.plans import Plan, PlanColumn, PlanRow, counted
from students.imports.rows import Compared, Setting
from students.imports.sessions import to_take
from students.imports.standings import STUDENTS_AT_ONCE, standings
from students.imports.watching import Watch
from students.rules.keys import key_of

NUMERIC = ("semester", "attendance", "percent", "held", "attended", "excused", "score", "max", "")


def compared_rows(
    entries: list[Entry], setting: Setting, watch: Watch, guard: Guard
) -> list[PlanRow]:
    """The rows of a plan, in the order of the file; the guard is told of each student."""
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
            items = _accepted(of_student)
            guard.note(before, found[key].marks, items)
            guard.totals.note(found[key], items)
            after = average_and_grade(found[key])
            policy = found[key].policy_number
            rows += [plan_row(row, setting.table, after, policy) for row in of_student]
    rows += [plan_row(Compared(entry), setting.table) for entry in by_student.get("", ())]
    return sorted(rows, key=lambda row: row.number)


def _accepted(rows: list[Compared]) -> list[Item]:
    return [item for row in rows if not row.entry.problems for item in row.items]


def planned(
    kind: Kind, layout: Layout, setting: Setting, rows: list[PlanRow], alarms: tuple[str, ...]
) -> Plan:
    """What these rows would do."""
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
