"""Taking a whole class back: what each student's count would come to, and removing it."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from students.models import (
    ClassSession,
    Presence,
    RecordChange,
    SessionPresence,
    SubjectAttendance,
    TermResult,
)
from students.models.waits import retrying
from students.registers.standings import shown_percent
from students.registers.taking import TRIES, Class, RollMovedError
from students.rules.presence import ATTENDED, EXCUSED

SHOWN = 16


@dataclass(frozen=True)
class Loss:
    """One student of the class: the presence that goes, and the count before and after.

    `before` and `after` are empty where no class of the subject counts; `percents` are shown ones.
    """

    roll_no: str
    name: str
    state: str
    before: str
    after: str
    percents: tuple[str, str]

    @property
    def state_words(self) -> str:
        return str(Presence(self.state).label)


def losses(session: ClassSession) -> list[Loss]:
    """Whoever is in the session, by roll number. Two queries."""
    presences = session.presences.select_related("result__student", "result__policy_version")
    rows = SubjectAttendance.objects.filter(subject=session.subject_id)
    registers = {row.result_id: row for row in rows.filter(result__in=session.result_ids())}
    none = SubjectAttendance(held=0, attended=0)  # as in a class that was cancelled
    found = []
    for one in presences.order_by("result__student__roll_key", "pk"):
        row = registers.get(one.result_id, none)
        row.result = one.result
        found.append(_loss(session, one, row))
    return found


def version_of(session: ClassSession) -> str:
    """What the page shows of the session, as a form sends it back."""
    rows = session.presences.order_by("result").values_list("result_id", "state")
    said = json.dumps([session.pk, session.held, *map(list, rows)])
    return hashlib.sha256(said.encode()).hexdigest()[:SHOWN]


def take_back(taken: Class, shown: str) -> bool:
    """Remove the class with every presence in it; registers and results follow.

    False, and nothing is removed, where it is by now not what was `shown` (see `version_of`). The
    history keeps each presence, and that the class was there.
    """
    for _try in range(1, TRIES):
        try:
            return retrying(lambda: _take_back(taken, shown))
        except RollMovedError:
            continue  # a colleague has just added somebody: now those can be held too
    return retrying(lambda: _take_back(taken, shown))


def _take_back(taken: Class, shown: str) -> bool:
    known = taken.session()
    ids = known.result_ids() if known else set()
    with TermResult.objects.refreshing(ids) as refresh:
        session = taken.held_session()
        if session is None:
            return False
        if not session.result_ids() <= refresh.ids:
            raise RollMovedError
        if version_of(session) != shown:
            return False
        _write_down(session)
        session.delete()
    return True


def _write_down(session: ClassSession):
    place = f"{session.branch.code} {session.semester} {session.section}".strip()
    said = {"on": str(session.on), "period": session.period, "held": session.held}
    RecordChange.objects.create(
        kind=RecordChange.Kind.REMOVED,
        model="classsession",
        record_id=session.pk,
        record=f"{session.subject.code} {place} {session.on} period {session.period}"[:80],
        old=json.dumps(said, sort_keys=True),
    )


def _loss(session: ClassSession, one: SessionPresence, row: SubjectAttendance) -> Loss:
    student = one.result.student
    before, percent = _counts(row), shown_percent(row)
    if session.held and row.held:
        _without(row, one.state)
    after = _counts(row)
    return Loss(
        student.roll_no, student.name, one.state, before, after, (percent, shown_percent(row))
    )


def _without(row: SubjectAttendance, state: str):
    """The register as it comes to; with its last class a total that was reported counts again."""
    if row.held > 1:
        row.held -= 1
        row.attended -= state in ATTENDED
        row.excused -= state == EXCUSED
        return
    row.held, row.attended = row.reported_held or 0, row.reported_attended or 0


def _counts(row: SubjectAttendance) -> str:
    if not row.held:
        return ""
    return _("%(part)s of %(whole)s") % {"part": row.attended, "whole": row.held}
