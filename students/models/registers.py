"""Registers of a subject that follow from its sessions: the counts of each student, derived.

Sessions win over a total that was typed in or imported; that total is kept beside the counts as
reported, and counts again when the last session is gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from students.models.attendance import COUNTS, SubjectAttendance
from students.models.changes import AttendanceChange
from students.models.marks import result_keys
from students.models.outcomes import related
from students.models.results import TermResult
from students.models.spans import among
from students.models.structure import Subject
from students.rules.presence import ATTENDED, EXCUSED, Tally

Key = tuple[int, int]  # result, subject
REPORTED = {name: f"reported_{name}" for name in COUNTS}


@dataclass(frozen=True)
class MovedRegister:
    """A register that came out otherwise than it was stored; None: there was, or is, none."""

    result_id: int
    subject_code: str
    old: Tally | None
    new: Tally | None


@dataclass
class _Steps:
    """The registers to write, by what happens to them."""

    made: list[SubjectAttendance] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    moved: dict[Key, tuple[Tally | None, Tally | None]] = field(default_factory=dict)


def derive_registers(
    result_ids: Iterable[int],
    subject_id: int | None = None,
    told: Mapping[int, dict] | None = None,
) -> list[MovedRegister]:
    """Bring the registers of these results (in one subject) to what their sessions come to.

    `told` are columns of the history by result: what changed in one session of that subject. Call
    it inside a refresh that holds the results. About six queries, however many results.
    """
    ids = sorted(set(result_ids))
    steps = _steps(ids, _rows(ids, subject_id), _tallies(ids, subject_id))
    _write(steps)
    return _write_down(steps.moved, subject_id, told or {})


def _narrowed(rows: QuerySet, ids: list[int], column: str, subject_id: int | None) -> QuerySet:
    rows = rows.filter(among("result", ids)).order_by()
    return rows if subject_id is None else rows.filter(**{column: subject_id})


def _rows(ids: list[int], subject_id: int | None) -> dict[Key, SubjectAttendance]:
    rows = _narrowed(SubjectAttendance.objects.all(), ids, "subject", subject_id)
    return {(row.result_id, row.subject_id): row for row in rows}


def _presences() -> QuerySet:
    return related(TermResult, "session_presences").filter(session__held=True).order_by()


COUNTED = {
    "held": Count("pk"),
    "attended": Count("pk", filter=Q(state__in=ATTENDED)),
    "excused": Count("pk", filter=Q(state=EXCUSED)),
}


def _tallies(ids: list[int], subject_id: int | None) -> dict[Key, Tally]:
    rows = _narrowed(_presences(), ids, "session__subject", subject_id)
    found = rows.values_list("result_id", "session__subject_id").annotate(**COUNTED)
    return {(result, subject): Tally(*counts) for result, subject, *counts in found}


def _steps(ids: list[int], rows: dict[Key, SubjectAttendance], tallies: dict[Key, Tally]) -> _Steps:
    steps = _Steps()
    for key in sorted(rows.keys() | tallies.keys()):
        _step(steps, key, rows.get(key), tallies.get(key))
    return steps


def _step(steps: _Steps, key: Key, row: SubjectAttendance | None, counted: Tally | None):
    if row is None:
        new = SubjectAttendance(result_id=key[0], subject_id=key[1], by_session=True)
        steps.made.append(_with_counts(new, counted))
        steps.moved[key] = None, counted
        return
    if counted is None and not row.by_session:
        return
    old, reported = _tally_of(row), _reported(row)
    if counted is not None:
        if not row.by_session:
            steps.begun.append(row.pk)
        if old != counted:
            steps.counted.append(row.pk)
    elif reported is None:
        steps.gone.append(row.pk)
    else:
        steps.returned.append(row.pk)
    new = counted or reported
    if old != new:
        steps.moved[key] = old, new


def _tally_of(row: SubjectAttendance) -> Tally:
    return Tally(*(getattr(row, name) for name in COUNTS))


def _reported(row: SubjectAttendance) -> Tally | None:
    values = [getattr(row, name) for name in REPORTED.values()]
    return None if None in values else Tally(*values)


def _with_counts(row: SubjectAttendance, counted: Tally) -> SubjectAttendance:
    for name in COUNTS:
        setattr(row, name, getattr(counted, name))
    return row


def _write(steps: _Steps):
    """Set by set; no statement reads a column that it sets."""
    rows = SubjectAttendance.objects
    rows.bulk_create(steps.made)
    of_session = _presences().filter(
        result=OuterRef("result"), session__subject=OuterRef("subject")
    )
    one = of_session.values("result")
    if steps.begun:
        kept = {reported: F(name) for name, reported in REPORTED.items()}
        rows.filter(pk__in=steps.begun).update(by_session=True, **kept)
    if steps.counted:
        counts = {name: Subquery(one.values(n=count)) for name, count in COUNTED.items()}
        rows.filter(pk__in=steps.counted).update(**counts)
    if steps.returned:
        back = rows.filter(pk__in=steps.returned)
        back.update(**{name: F(reported) for name, reported in REPORTED.items()})
        back.update(by_session=False, **dict.fromkeys(REPORTED.values()))
    if steps.gone:
        rows.filter(pk__in=steps.gone).delete()


def _write_down(
    moved: dict[Key, tuple], subject_id: int | None, told: Mapping[int, dict]
) -> list[MovedRegister]:
    """The history, a row for each register that moved and each presence that is told of."""
    keys = sorted(moved.keys() | {(pk, subject_id) for pk in told})
    results = TermResult.objects.select_related("student").in_bulk({pk for pk, _ in keys})
    subjects = Subject.objects.in_bulk({pk for _, pk in keys})
    changes, found = [], []
    for pk, subject in keys:
        old, new = moved.get((pk, subject), (None, None))
        place = result_keys(results[pk], subjects[subject])
        changes.append(AttendanceChange(**place, **_sides(old, new), **told.get(pk, {})))
        if (pk, subject) in moved:
            found.append(MovedRegister(pk, subjects[subject].code, old, new))
    AttendanceChange.objects.bulk_create(changes)
    return found


def _sides(old: Tally | None, new: Tally | None) -> dict:
    return {
        f"{side}_{name}": getattr(counts, name)
        for side, counts in (("old", old), ("new", new))
        if counts is not None
        for name in COUNTS
    }
