"""History of what is written set-based, as rows for the store; who acts is written into each."""

import json

from students.models import RecordChange
from students.models.changes import actor

MARK_VALUES = ("state", "score", "max", "published")
ATTENDANCE_VALUES = ("held", "attended", "excused", "percent")
NO_MARK = ("", None, None, None)
NO_ATTENDANCE = (None, None, None, None)
ACTOR = ("user_id", "door", "run_id")
ON = ("institution_id", "term_id", "student_id", "roll_no", "subject_id", "subject_code")
MARK_COLUMNS = (
    *ACTOR,
    *ON,
    "attempt",
    "component",
    *(f"{side}_{name}" for side in ("old", "new") for name in MARK_VALUES),
)
ATTENDANCE_COLUMNS = (
    *ACTOR,
    *ON,
    *(f"{side}_{name}" for side in ("old", "new") for name in ATTENDANCE_VALUES),
)

PRESENCE_COLUMNS = (
    *ACTOR,
    *ON,
    "session_id",
    "session_on",
    "session_period",
    "old_presence",
    "new_presence",
)

ENGAGEMENT_COLUMNS = (*ACTOR, *ON, "kind", "week", "old", "new")


def on_result(place, standing) -> tuple:
    """Who acts, and the student's term they act on: how a change of marks or attendance begins."""
    result = place.institution.pk, place.term.pk, standing.student_id, standing.roll_no
    return (*_who(), *result)


def mark_change(on: tuple, subject, attempt: int, component: str, old, new) -> dict:
    """A mark (component "") or a component of one, from an old value to a new one, or None."""
    place = subject.pk, subject.code, attempt, component
    values = *on, *place, *(old or NO_MARK), *(new or NO_MARK)
    return dict(zip(MARK_COLUMNS, values, strict=True))


def attendance_change(on: tuple, subject, old, new) -> dict:
    """Attendance of a subject, or of the term (None), from an old value to a new one, or None."""
    place = (subject.pk, subject.code) if subject else (None, "")
    values = *on, *place, *(old or NO_ATTENDANCE), *(new or NO_ATTENDANCE)
    return dict(zip(ATTENDANCE_COLUMNS, values, strict=True))


def presence_change(on: tuple, subject, session: tuple, old: str | None, new: str | None) -> dict:
    """A presence in a session (number, day, period), from an old state to a new one, or None."""
    values = *on, subject.pk, subject.code, *session, old, new
    return dict(zip(PRESENCE_COLUMNS, values, strict=True))


def engagement_change(on: tuple, subject, kind: str, old, new, week: int | None = None) -> dict:
    """A fact of online learning, from an old value (a dict) to a new one, or None."""
    place = (subject.pk, subject.code) if subject else (None, "")
    sides = ("" if value is None else _text(value) for value in (old, new))
    return dict(zip(ENGAGEMENT_COLUMNS, (*on, *place, kind, week, *sides), strict=True))


def made(model: str, pk: int, record: str, values: dict) -> dict:
    """A record that was made, with the values it was made with."""
    return _record(model, pk, record, RecordChange.Kind.MADE, new=_text(values))


def removed(model: str, pk: int, record: str, values: dict) -> dict:
    """A record that was removed, with its last values."""
    return _record(model, pk, record, RecordChange.Kind.REMOVED, old=_text(values))


def changed(model: str, pk: int, record: str, old: dict, new: dict) -> list[dict]:
    """A row for each field that differs."""
    kind = RecordChange.Kind.CHANGED
    return [
        _record(model, pk, record, kind, name, str(old[name]), str(new[name]))
        for name in new
        if old[name] != new[name]
    ]


def record_made(model: str, pk: int, record: str, values: dict) -> RecordChange:
    """A record made at another door, as a change to be saved."""
    return RecordChange(**made(model, pk, record, values))


def record_changes(model: str, pk: int, record: str, old: dict, new: dict) -> list[RecordChange]:
    """A record changed at another door, as a change to be saved for each field that differs."""
    return [RecordChange(**row) for row in changed(model, pk, record, old, new)]


def _who() -> tuple:
    """The columns ACTOR; `astuple` would copy each value deeply, for every changed mark."""
    acting = actor()
    return acting.user_id, acting.door, acting.run_id


def _text(values: dict) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _record(
    model: str, pk: int, record: str, kind: str, field: str = "", old: str = "", new: str = ""
) -> dict:
    who = dict(zip(ACTOR, _who(), strict=True))
    place = {"model": model, "record_id": pk, "record": record[:80]}
    return who | place | {"kind": str(kind), "field": field, "old": old, "new": new}
