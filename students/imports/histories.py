"""History rows for what is written set-based: who, which door and which run come by themselves."""

import json
from dataclasses import dataclass

from students.models import AttendanceChange, MarkChange, RecordChange

MARK_VALUES = ("state", "score", "max", "published")
ATTENDANCE_VALUES = ("held", "attended", "excused", "percent")


@dataclass(frozen=True, slots=True)
class On:
    """The student's term a change belongs to, as the plain values history keeps."""

    institution_id: int
    term_id: int
    student_id: int
    roll_no: str

    def keys(self, subject) -> dict:
        """The columns of a change; `subject` has pk and code, or is None."""
        return {
            "institution_id": self.institution_id,
            "term_id": self.term_id,
            "student_id": self.student_id,
            "roll_no": self.roll_no,
            "subject_id": subject.pk if subject else None,
            "subject_code": subject.code if subject else "",
        }


def mark_change(on: On, subject, attempt: int, component: str, old, new) -> MarkChange:
    """A mark (component "") or a component of one, from an old value to a new one, or None."""
    values = _sides(MARK_VALUES, old, new)
    return MarkChange(**on.keys(subject), attempt=attempt, component=component, **values)


def attendance_change(on: On, subject, old, new) -> AttendanceChange:
    """Attendance of a subject, or of the term, from an old value to a new one, or None."""
    return AttendanceChange(**on.keys(subject), **_sides(ATTENDANCE_VALUES, old, new))


def record_made(model: str, pk: int, record: str, values: dict) -> RecordChange:
    """A record that was made, with the values it was made with."""
    return _record(model, pk, record, RecordChange.Kind.MADE, new=as_text(values))


def record_removed(model: str, pk: int, record: str, values: dict) -> RecordChange:
    """A record that was removed, with its last values."""
    return _record(model, pk, record, RecordChange.Kind.REMOVED, old=as_text(values))


def record_changes(model: str, pk: int, record: str, old: dict, new: dict) -> list[RecordChange]:
    """A row for each field that differs."""
    return [
        _record(
            model,
            pk,
            record,
            RecordChange.Kind.CHANGED,
            field=name,
            old=str(old[name]),
            new=str(new[name]),
        )
        for name in new
        if old[name] != new[name]
    ]


def as_text(values: dict) -> str:
    """A record's values as history keeps them."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _record(model: str, pk: int, record: str, kind: str, **values) -> RecordChange:
    return RecordChange(model=model, record_id=pk, record=record[:80], kind=kind, **values)


def _sides(names: tuple[str, ...], old, new) -> dict:
    values = {}
    for side, version in (("old", old), ("new", new)):
        if version is not None:
            values |= {f"{side}_{name}": value for name, value in zip(names, version, strict=True)}
    return values
