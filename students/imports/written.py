"""What a run wrote, read back from the history: for each cell what it was before and after."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from students.imports.changed_cells import (
    attendance_cell,
    cells_of,
    engagement_cell,
    mark_cell,
    presence_cell,
)
from students.imports.engagement_facts import told
from students.imports.histories import ATTENDANCE_VALUES, MARK_VALUES
from students.imports.items import ATTENDANCE, MARK, PART, PLACEMENT, PRESENCE, STUDENT
from students.imports.standings import text_of
from students.imports.structure import Structure
from students.models import (
    AttendanceChange,
    EngagementChange,
    ImportRun,
    MarkChange,
    RecordChange,
    TermResult,
)
from students.rules.grading import PENDING

CHANGES = (MarkChange, AttendanceChange, EngagementChange)
RECORDS = {"student": STUDENT, "termresult": PLACEMENT}


@dataclass
class Cell:
    """One cell a run wrote: its value before, the one it left, and its last change's number."""

    before: object
    after: object
    change: int


@dataclass
class Written:
    """All a run wrote of one student: cells by sort and key, as in a plan's items.

    `bare`: marks it wrote components of, as they were when they had none.
    """

    student_id: int
    cells: dict[tuple, Cell] = field(default_factory=dict)
    bare: dict[tuple, object] = field(default_factory=dict)

    def note(self, cell: tuple, before, after, change: int):
        """Add a change; of several of one cell the first value before and the last after count."""
        first = self.cells.get(cell)
        self.cells[cell] = Cell(first.before if first else before, after, change)

    def leave_derived(self):
        """Leave out the counts of subjects that the run wrote class by class: they follow."""
        for cell in {(ATTENDANCE, one[1]) for one in self.cells if one[0] == PRESENCE}:
            self.cells.pop(cell, None)

    @cached_property
    def combined_marks(self) -> dict[tuple, int]:
        """The cells of marks the run wrote components of, each with its last change's number."""
        marks: dict[tuple, int] = {}
        for (what, *key), cell in self.cells.items():
            if what == PART:
                mark = (MARK, *key[:2])
                own = self.cells.get(mark, cell)
                marks[mark] = max(marks.get(mark, 0), cell.change, own.change)
        return marks


def students_of(run: ImportRun, results: dict[int, int]) -> list[int]:
    """The students of whom a run may have written something, in order.

    `results` maps the results it made or moved to their students.
    """
    students = RecordChange.objects.filter(run_id=run.pk, model="student")
    found = {*results.values(), *students.values_list("record_id", flat=True)}
    for model in CHANGES:
        rows = model.objects.filter(run_id=run.pk).order_by().distinct()
        found.update(rows.values_list("student_id", flat=True))
    return sorted(found)


def written_by(
    run: ImportRun, structure: Structure, results: dict[int, int], students: list[int]
) -> dict:
    """For each of these students what the run wrote; `results` maps results to students."""
    people: dict[int, Written] = {}

    def of(student_id: int) -> Written:
        return people.setdefault(student_id, Written(student_id))

    codes = {row.pk: row.key for row in structure.subjects.by_key.values()}
    ours = {"run_id": run.pk, "student_id__in": students}
    for change in EngagementChange.objects.filter(**ours):
        of(change.student_id).note(engagement_cell(change, codes), *told(change), change.pk)
    for change in MarkChange.objects.filter(**ours):
        of(change.student_id).note(mark_cell(change, codes), *_sides(change, MARK_VALUES))
    for change in AttendanceChange.objects.filter(**ours):
        if change.session_id is None:
            cell = attendance_cell(change, codes)
            of(change.student_id).note(cell, *_sides(change, ATTENDANCE_VALUES))
        else:
            states = change.old_presence, change.new_presence
            of(change.student_id).note(presence_cell(change, codes), *states, change.pk)
    for student_id, change in _records(run, results, students):
        _note_record(of(student_id), change)
    for written in people.values():
        written.leave_derived()
    return people


def note_bare_marks(people: dict[int, Written], run: ImportRun, structure: Structure):
    """Add what the marks the run wrote components of were before they had any.

    The run's own value before may be what other components came to, which are gone by now.
    """
    codes = {row.pk: row.key for row in structure.subjects.by_key.values()}
    of_parts = [pk for pk, written in people.items() if written.combined_marks]
    rows = MarkChange.objects.filter(term_id=run.term_id, component="", student_id__in=of_parts)
    for change in rows.filter(Q(old_state="") | Q(old_state=PENDING)).order_by("pk"):
        written, cell = people[change.student_id], mark_cell(change, codes)
        if change.pk <= written.combined_marks.get(cell, 0):
            written.bare[cell] = _value(change, "old", MARK_VALUES)


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
    for model in CHANGES:
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


def _records(
    run: ImportRun, results: dict[int, int], students: list[int]
) -> Iterator[tuple[int, RecordChange]]:
    """The changes of these students and of their placements, with the student's number."""
    records = RecordChange.objects.filter(run_id=run.pk)
    for change in records.filter(model="student", record_id__in=students):
        yield change.record_id, change
    placed = list(TermResult.objects.filter(student__in=students).values_list("pk", flat=True))
    of_placements = records.filter(model="termresult", record_id__in=placed)
    for change in of_placements.exclude(field="status"):  # which follows from enrolments
        if student_id := results.get(change.record_id):
            yield student_id, change


def _note_record(written: Written, change: RecordChange):
    what = RECORDS[change.model]
    if change.kind == RecordChange.Kind.MADE:
        written.note((what,), None, json.loads(change.new), change.pk)
    else:
        written.note((what, change.field), change.old, change.new, change.pk)
