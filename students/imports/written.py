"""What a run wrote, read back from the history: for each cell what it was before and after."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from students.imports.histories import ATTENDANCE_VALUES, MARK_VALUES
from students.imports.items import ATTENDANCE, MARK, PART, PLACEMENT, PRESENCE, STUDENT
from students.imports.standings import text_of
from students.imports.structure import Structure
from students.models import AttendanceChange, ImportRun, MarkChange, RecordChange
from students.rules.keys import key_of

RECORDS = {"student": STUDENT, "termresult": PLACEMENT}


@dataclass
class Cell:
    """One cell a run wrote: its value before, the one it left, and its last change's number."""

    before: object
    after: object
    change: int


@dataclass
class Written:
    """All a run wrote of one student: cells by sort and key, as in a plan's items."""

    student_id: int
    cells: dict[tuple, Cell] = field(default_factory=dict)

    def note(self, cell: tuple, before, after, change: int):
        """Add a change; of several of one cell the first value before and the last after count."""
        first = self.cells.get(cell)
        self.cells[cell] = Cell(first.before if first else before, after, change)

    def leave_derived(self):
        """Leave out the counts of subjects that the run wrote class by class: they follow."""
        for cell in {(ATTENDANCE, one[1]) for one in self.cells if one[0] == PRESENCE}:
            self.cells.pop(cell, None)


def written_by(run: ImportRun, structure: Structure, results: dict[int, int]) -> dict:
    """For each student (by number) what the run wrote; `results` maps results to students."""
    people: dict[int, Written] = {}

    def of(student_id: int) -> Written:
        return people.setdefault(student_id, Written(student_id))

    codes = {row.pk: row.key for row in structure.subjects.by_key.values()}
    for change in MarkChange.objects.filter(run_id=run.pk):
        of(change.student_id).note(mark_cell(change, codes), *_sides(change, MARK_VALUES))
    for change in AttendanceChange.objects.filter(run_id=run.pk):
        if change.session_id is None:
            cell = attendance_cell(change, codes)
            of(change.student_id).note(cell, *_sides(change, ATTENDANCE_VALUES))
        else:
            states = change.old_presence, change.new_presence
            of(change.student_id).note(presence_cell(change, codes), *states, change.pk)
    for change in RecordChange.objects.filter(run_id=run.pk, model__in=RECORDS):
        student_id = (
            change.record_id if change.model == "student" else results.get(change.record_id)
        )
        if student_id:
            _note_record(of(student_id), change)
    for written in people.values():
        written.leave_derived()
    return people


def mark_cell(change: MarkChange, codes: dict[int, str]) -> tuple:
    """The cell a change of a mark, or of a component of one, is about."""
    subject = codes.get(change.subject_id, "")
    if change.component:
        return PART, subject, change.attempt, key_of(change.component)
    return MARK, subject, change.attempt


def attendance_cell(change: AttendanceChange, codes: dict[int, str]) -> tuple:
    """The cell a change of attendance is about."""
    return ATTENDANCE, codes.get(change.subject_id, "")


def presence_cell(change: AttendanceChange, codes: dict[int, str]) -> tuple:
    """The cell a change in one class is about."""
    on = change.session_on.isoformat()
    return PRESENCE, codes.get(change.subject_id, ""), on, change.session_period


def cells_of(change, codes: dict[int, str]) -> Iterable[tuple]:
    """The cells a change is about: one in a class is also one of the counts."""
    if isinstance(change, MarkChange):
        yield mark_cell(change, codes)
        return
    yield attendance_cell(change, codes)
    if change.session_id is not None:
        yield presence_cell(change, codes)


def changed_since(
    people: dict[int, Written], run: ImportRun, codes: dict[int, str]
) -> dict[int, set[tuple]]:
    """The cells of these students that were changed again after the run wrote them.

    What a later run wrote that was itself taken back counts for nothing.
    """
    later: dict[int, set[tuple]] = defaultdict(set)
    if run.term_id is None:
        return later
    taken_back = Q(state=ImportRun.State.UNDONE) | Q(kind=ImportRun.Kind.UNDO)
    cancelled = ImportRun.objects.filter(taken_back, term=run.term).values_list("pk", flat=True)
    ours_or_cancelled = [run.pk, *cancelled]
    for model in (MarkChange, AttendanceChange):
        rows = model.objects.filter(student_id__in=list(people), term_id=run.term_id)
        for change in rows.exclude(run_id__in=ours_or_cancelled):
            cells = people[change.student_id].cells
            later[change.student_id].update(
                cell
                for cell in cells_of(change, codes)
                if cell in cells and change.pk > cells[cell].change
            )
    return later


def made_structure(run: ImportRun) -> Iterable[RecordChange]:
    """The branches, batches, subjects and components a run made, the last first."""
    kinds = ("component", "subject", "batch", "branch")
    made = RecordChange.objects.filter(run_id=run.pk, kind=RecordChange.Kind.MADE)
    return made.filter(model__in=kinds).order_by("-pk")


def _sides(change, names: tuple[str, ...]) -> tuple:
    return (*(_value(change, side, names) for side in ("old", "new")), change.pk)


def _value(change, side: str, names: tuple[str, ...]) -> list | None:
    values = [getattr(change, f"{side}_{name}") for name in names]
    if all(value is None or value == "" for value in values):
        return None
    return [text_of(value) if hasattr(value, "quantize") else value for value in values]


def _note_record(written: Written, change: RecordChange):
    what = RECORDS[change.model]
    if change.kind == RecordChange.Kind.MADE:
        written.note((what,), None, json.loads(change.new), change.pk)
    else:
        written.note((what, change.field), change.old, change.new, change.pk)
