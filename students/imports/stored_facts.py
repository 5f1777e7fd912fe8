"""Storing marks, components of marks and attendance, many at once, each with its history."""

from collections.abc import Iterator

from students.imports.histories import attendance_change, mark_change, on_result
from students.imports.items import MARK, PART, Item
from students.imports.parts import combined_value
from students.imports.standings import Standing
from students.imports.store import insert, write
from students.imports.structure import Structure
from students.models import (
    AttendanceChange,
    ComponentMark,
    Mark,
    MarkChange,
    SubjectAttendance,
    TermAttendance,
)

Items = dict[str, list[Item]]
MARK_KEY = ("result", "subject", "attempt")
MARK_FIELDS = ("state", "score", "max_score", "published")
PART_KEY, PART_FIELDS = ("mark", "component"), ("state", "score", "published")
COUNTS = ("held", "attended", "excused")


def store_marks(structure: Structure, found: dict[str, Standing], marks: Items, parts: Items):
    """Write marks and components, and the marks that follow from components."""
    pairs = [(key, item) for key, items in marks.items() for item in items]
    changes = [change_of_mark(structure, found[key], item) for key, item in pairs]
    for key, items in parts.items():
        changes += [change_of_part(structure, found[key], item) for item in items]
        following = list(_combined(structure, found[key], items))
        changes += [change_of_mark(structure, found[key], item) for item in following]
        pairs += [(key, item) for item in following]
    rows = (
        (mark_row(structure, found[key].result_id, item.key, item.new), item.old)
        for key, item in pairs
    )
    write(Mark, rows, MARK_KEY, MARK_FIELDS)
    shares = [(found[key], item) for key, items in parts.items() for item in items]
    olds = [item.old for _, item in shares]
    write(
        ComponentMark, zip(part_rows(structure, shares), olds, strict=True), PART_KEY, PART_FIELDS
    )
    insert(MarkChange, changes)


def mark_row(structure: Structure, result_id: int, key: tuple, value: list) -> dict:
    """A mark as a row for the store."""
    subject, attempt, sat_term = key
    state, score, maximum, published = value
    return {
        "result_id": result_id,
        "subject_id": structure.subjects.by_key[subject].pk,
        "attempt": attempt,
        "sat_term_id": structure.terms.by_key[sat_term].pk if sat_term else None,
        "state": state,
        "score": score,
        "max_score": maximum,
        "published": published,
    }


def store_attendance(structure: Structure, found: dict[str, Standing], items: Items):
    """Write attendance of the term and of subjects."""
    terms, subjects, changes = [], [], []
    for key, of_student in items.items():
        for item in of_student:
            row = attendance_row(structure, found[key].result_id, item.key[0], item.new)
            (subjects if item.key[0] else terms).append((row, item.old))
            subject = structure.subjects.by_key.get(item.key[0])
            on = on_result(structure.place, found[key])
            changes.append(attendance_change(on, subject, item.old, item.new))
    write(TermAttendance, terms, ("result",), (*COUNTS, "percent"))
    write(SubjectAttendance, subjects, ("result", "subject"), COUNTS)
    insert(AttendanceChange, changes)


def attendance_row(structure: Structure, result_id: int, subject: str, value: list) -> dict:
    """Attendance of a subject (its key) or, without one, of the term, as a row for the store."""
    held, attended, excused, percent = value
    counts = {"result_id": result_id, "held": held, "attended": attended, "excused": excused}
    if not subject:
        return counts | {"percent": percent}
    return counts | {"subject_id": structure.subjects.by_key[subject].pk}


def change_of_mark(structure: Structure, standing: Standing, item: Item) -> dict:
    """The history row of a mark that was item.old and is item.new."""
    subject, attempt = structure.subjects.by_key[item.key[0]], item.key[1]
    return mark_change(
        on_result(structure.place, standing), subject, attempt, "", item.old, item.new
    )


def change_of_part(structure: Structure, standing: Standing, item: Item) -> dict:
    """The history row of a component mark that was item.old and is item.new."""
    subject, attempt, component = item.key[:3]
    code = structure.parts[subject, component].code
    on, row = on_result(structure.place, standing), structure.subjects.by_key[subject]
    return mark_change(on, row, attempt, code, item.old, item.new)


def _combined(structure: Structure, standing: Standing, items: list[Item]) -> Iterator[Item]:
    """The marks that change since their components do."""
    for item in items:
        standing.put(PART, item.key, item.new)
    for subject, attempt, sat_term in dict.fromkeys((*i.key[:2], i.key[3]) for i in items):
        mark = (subject, attempt)
        old = standing.marks.get(mark)
        shares = [value for key, value in standing.parts.items() if key[:2] == mark]
        published = bool(old and old[3]) or all(value[3] for value in shares)
        item = Item(
            MARK,
            (subject, attempt, sat_term),
            old,
            [*combined_value(standing, structure, mark), published],
        )
        if item.old != item.new:
            yield item


def part_rows(structure: Structure, pairs: list[tuple[Standing, Item]]) -> Iterator[dict]:
    """Component marks as rows for the store; their marks are there already."""
    results = {standing.result_id for standing, _ in pairs}
    columns = ("result_id", "subject__code_key", "attempt", "pk")
    rows = Mark.objects.filter(result__in=results).order_by().values_list(*columns)
    ids = {(result, subject, attempt): pk for result, subject, attempt, pk in rows}
    for standing, item in pairs:
        subject, attempt, component = item.key[:3]
        state, score, _, published = item.new
        yield {
            "mark_id": ids[standing.result_id, subject, attempt],
            "component_id": structure.parts[subject, component].pk,
            "state": state,
            "score": score,
            "published": published,
        }
