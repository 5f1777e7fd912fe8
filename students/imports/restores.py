"""Writing former marks and attendance back, many at once; what the run made is removed."""

from collections import defaultdict

from students.imports.histories import attendance_change, on_result
from students.imports.items import ATTENDANCE, MARK, PART, PLACEMENT, PRESENCE, STUDENT, Item
from students.imports.restored_engagement import restore_engagement
from students.imports.restored_records import restore_results, restore_students
from students.imports.restored_sessions import restore_presences
from students.imports.standings import Standing
from students.imports.store import insert, upsert
from students.imports.stored_facts import (
    COUNTS,
    MARK_FIELDS,
    MARK_KEY,
    PART_FIELDS,
    PART_KEY,
    attendance_row,
    change_of_mark,
    change_of_part,
    mark_row,
    part_rows,
)
from students.imports.structure import Structure
from students.imports.undone import Undone
from students.models import (
    AttendanceChange,
    ComponentMark,
    Mark,
    MarkChange,
    SubjectAttendance,
    TermAttendance,
)
from students.models.components import combine_components
from students.models.registers import derive_registers

Pairs = list[tuple[Standing, Item]]


def restore(
    structure: Structure, found: dict[int, Standing], items: dict[int, list[Item]], done: Undone
):
    """Take the cells of these students back, what hangs on others first; `done` counts them."""
    sorts: dict[str, Pairs] = defaultdict(list)
    for pk, of_student in items.items():
        for item in of_student:
            sorts[item.what].append((found[pk], item))
    _restore_parts(structure, sorts[PART])
    _restore_marks(structure, sorts[MARK])
    combine_components({standing.result_id for standing, _ in sorts[PART]})
    restore_presences(structure, sorts[PRESENCE])
    _restore_attendance(structure, sorts[ATTENDANCE])
    restore_engagement(structure, sorts, done)
    sorts[PLACEMENT] = restore_results(structure, sorts[PLACEMENT], done)
    sorts[STUDENT] = restore_students(structure.place, sorts[STUDENT], done)
    for what, pairs in sorts.items():
        done.count(what, [item for _, item in pairs])


def _restore_parts(structure: Structure, pairs: Pairs):
    removed, kept = _split(pairs)
    _remove(
        ComponentMark.objects.filter(mark__result__in=_results(removed)),
        ("mark__result_id", "mark__subject__code_key", "mark__attempt", "component__code_key"),
        removed,
    )
    upsert(ComponentMark, part_rows(structure, kept), PART_KEY, PART_FIELDS)
    insert(MarkChange, [change_of_part(structure, *pair) for pair in pairs])


def _restore_marks(structure: Structure, pairs: Pairs):
    removed, kept = _split(pairs)
    marks = Mark.objects.filter(result__in=_results(removed))
    _remove(marks, ("result_id", "subject__code_key", "attempt"), removed)
    rows = [
        # The term a later attempt was sat in stays as it is; the column must only not be empty.
        mark_row(structure, standing.result_id, (*item.key, _some_term(structure, item)), item.new)
        for standing, item in kept
    ]
    upsert(Mark, rows, MARK_KEY, MARK_FIELDS)
    insert(MarkChange, [change_of_mark(structure, *pair) for pair in pairs])


def _restore_attendance(structure: Structure, pairs: Pairs):
    removed, kept = _split(pairs)
    of_term = [pair for pair in removed if not pair[1].key[0]]
    TermAttendance.objects.filter(result__in=_results(of_term)).delete()
    _remove(
        SubjectAttendance.objects.filter(result__in=_results(removed)),
        ("result_id", "subject__code_key"),
        removed,
    )
    rows = {"": [], "subject": []}
    for standing, item in kept:
        row = attendance_row(structure, standing.result_id, item.key[0], item.new)
        rows["subject" if item.key[0] else ""].append(row)
    upsert(TermAttendance, rows[""], ("result",), (*COUNTS, "percent"))
    upsert(SubjectAttendance, rows["subject"], ("result", "subject"), COUNTS)
    changes = [
        attendance_change(
            on_result(structure.place, standing),
            structure.subjects.by_key.get(item.key[0]),
            item.old,
            item.new,
        )
        for standing, item in pairs
    ]
    insert(AttendanceChange, changes)
    derive_registers({standing.result_id for standing, _ in pairs})  # sessions win, come what may


def _split(pairs: Pairs) -> tuple[Pairs, Pairs]:
    """Those that go, and those that get a former value."""
    removed = [pair for pair in pairs if pair[1].new is None]
    return removed, [pair for pair in pairs if pair[1].new is not None]


def _results(pairs: Pairs) -> set[int]:
    return {standing.result_id for standing, _ in pairs}


def _remove(rows, columns: tuple[str, ...], pairs: Pairs):
    """Delete those rows whose columns are a result and a key of the pairs."""
    places = {(standing.result_id, *item.key) for standing, item in pairs}
    found = rows.order_by().values_list("pk", *columns)
    pks = [pk for pk, *place in found if tuple(place) in places]
    if pks:
        rows.model.objects.filter(pk__in=pks).delete()


def _some_term(structure: Structure, item: Item) -> str:
    return structure.current_term if item.key[1] > 1 else ""
