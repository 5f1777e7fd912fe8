"""Which cells of an import a line of the history is about."""

from collections.abc import Iterable

from students.imports.items import ATTENDANCE, MARK, PART, PRESENCE
from students.models import AttendanceChange, EngagementChange, MarkChange
from students.rules.keys import key_of


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


def engagement_cell(change: EngagementChange, codes: dict[int, str]) -> tuple:
    """The cell a change of a fact of online learning is about; weeks are no cells of imports."""
    subject = codes.get(change.subject_id, "")
    return (change.kind, subject) if subject else (change.kind,)


def cells_of(change, codes: dict[int, str]) -> Iterable[tuple]:
    """The cells a change is about: one in a class is also one of the counts."""
    if isinstance(change, MarkChange):
        yield mark_cell(change, codes)
        return
    if isinstance(change, EngagementChange):
        yield engagement_cell(change, codes)
        return
    yield attendance_cell(change, codes)
    if change.session_id is not None:
        yield presence_cell(change, codes)
