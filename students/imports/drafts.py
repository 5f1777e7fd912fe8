"""From a file to a plan: read, parse, check, compare. Nothing is written."""

from dataclasses import replace

from students.imports import attendance, engagement, marks, registers, students
from students.imports.accounts import account
from students.imports.alarms import Guard, new_subjects
from students.imports.checked_rows import checked
from students.imports.codes import answers_of
from students.imports.kinds import Kind
from students.imports.office import drafts as office
from students.imports.office.kinds import SHEETS
from students.imports.options import Options
from students.imports.places import Place
from students.imports.placing import layout_and_place, problems_of
from students.imports.plain import drafting as plain
from students.imports.planning import compared_rows, planned
from students.imports.plans import Plan, counted
from students.imports.readers import rows_of
from students.imports.refusals import ColumnsRefused
from students.imports.rows import Setting
from students.imports.structure import Structure
from students.imports.watching import Watch, unwatched

KINDS: dict[str, Kind] = {
    module.KIND.slug: module.KIND for module in (students, marks, attendance, engagement)
}


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
    found = plain.draft(kind, content, institution, term, options, watch)
    return found or _draft_by_row(kind, content, institution, term, options, watch)


def _draft_by_row(
    kind: Kind, content: bytes, institution, term, options: Options, watch: Watch
) -> tuple[Place, Plan]:
    rows = list(watch(rows_of(content, options), "Reading", 0))
    layout, place = layout_and_place(kind, rows, institution, term, options)
    layout = replace(layout, table=registers.dated(layout.table, place.term))
    structure = Structure(place, options.create, answers_of(options.same, options.new))
    setting = Setting(structure, kind.setting_of(options), layout.table, kind.online)
    problems = problems_of(kind, layout.table, place, structure)
    if problems := problems + engagement.unlike(options.file, layout.table):
        raise ColumnsRefused(place, account(kind, layout, setting), *problems)
    entries = checked(kind, setting, watch)
    guard = Guard()
    rows = compared_rows(entries, setting, watch, guard)
    titles = {key: subject.title for key, subject in structure.subjects.by_key.items()}
    alarms = (*guard.alarms(place, titles), *new_subjects(layout.table, structure))
    return place, planned(kind, layout, setting, rows, alarms)


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
