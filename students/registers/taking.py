"""Storing one class's register, all or nothing, compared under the lock with what was shown."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils import timezone

from students.imports.retries import retrying
from students.models import (
    AttendanceChange,
    ClassSession,
    SessionPresence,
    Teaching,
    TermResult,
    User,
)
from students.models.registers import derive_registers
from students.models.sessions import OF_CLASS, RollMovedError
from students.registers.entries import Entry, Said

TRIES = 3


@dataclass(frozen=True)
class Differing:
    """A presence that a colleague stored while the page was open, and the one typed in it."""

    result_id: int
    theirs: str
    mine: str
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class Taken:
    """What came of it: stored, or refused for what a colleague stored or for who has left.

    `moved` counts the students whose presence changed.
    """

    moved: int = 0
    session: ClassSession | None = None
    differing: tuple[Differing, ...] = ()
    held_differs: bool = False
    left: tuple[int, ...] = ()

    @property
    def stored(self) -> bool:
        return not (self.differing or self.held_differs or self.left)


@dataclass(frozen=True)
class Class:
    """Which class is taken."""

    taught: Teaching
    on: datetime.date
    period: int

    def session(self) -> ClassSession | None:
        """The session that is stored of it."""
        return self._sessions().first()

    def held_session(self) -> ClassSession | None:
        """The same, held by this transaction until it ends."""
        return self._sessions().select_for_update().first()

    def _sessions(self):
        rows = ClassSession.objects.of_class(self.taught)
        return rows.filter(on=self.on, period=self.period)

    def new_session(self) -> ClassSession:
        """One that is not stored yet."""
        place = {name: getattr(self.taught, name) for name in OF_CLASS}
        return ClassSession(on=self.on, period=self.period, **place)


def take(taken: Class, said: Said, on_roll: set[int], user: User) -> Taken:
    """Store what is said of a class; nothing is stored where a colleague stored otherwise since.

    `on_roll` are the results the page may speak of; others are refused. Presences that were not
    touched stay whatever they are by now.
    """

    def work():
        return _take(taken, said, on_roll, user)

    for _ in range(1, TRIES):
        try:
            return retrying(work)
        except (IntegrityError, RollMovedError):
            # A colleague has just made the same session, or added to it: now it can be compared.
            continue
    return retrying(work)


def _take(taken: Class, said: Said, on_roll: set[int], user: User) -> Taken:
    left = tuple(sorted(said.touched.keys() - on_roll))
    if left:
        return Taken(left=left)
    known = taken.session()
    ids = set(said.touched) | (known.result_ids() if known and said.turns else set())
    with TermResult.objects.refreshing(ids) as refresh:
        session = taken.held_session()
        refused = _refused(session, said)
        if refused:
            return refused
        if session is None:
            session = taken.new_session()
        elif said.turns and not session.result_ids() <= refresh.ids:
            raise RollMovedError
        return _store(session, said, refresh.ids, user)


def _refused(session: ClassSession | None, said: Said) -> Taken | None:
    """What a colleague stored otherwise than the page showed, where the page touched it too."""
    if session is None:
        return None
    stored = _states(session, said.touched)
    differing = tuple(
        Differing(pk, theirs, entry.state)
        for pk, entry in said.touched.items()
        if (theirs := stored.get(pk, "")) not in (entry.was, entry.state)
    )
    held_differs = said.turns and session.held not in (said.was_held, said.held)
    if not differing and not held_differs:
        return None
    return Taken(
        session=session, differing=_with_authors(session, differing), held_differs=held_differs
    )


def _states(session: ClassSession, results) -> dict[int, str]:
    rows = SessionPresence.objects.filter(session=session, result__in=list(results))
    return dict(rows.values_list("result_id", "state"))


def _with_authors(session: ClassSession, differing: tuple[Differing, ...]) -> tuple[Differing, ...]:
    """The same, with who stored the colleague's presence and when."""
    ids = [one.result_id for one in differing]
    students = dict(TermResult.objects.filter(pk__in=ids).values_list("student_id", "pk"))
    changes = AttendanceChange.objects.filter(session_id=session.pk, student_id__in=list(students))
    last = {students[change.student_id]: change for change in changes}  # in their order
    users = User.objects.in_bulk({change.user_id for change in last.values() if change.user_id})
    return tuple(_by(one, last.get(one.result_id), users) for one in differing)


def _by(one: Differing, change: AttendanceChange | None, users: dict[int, User]) -> Differing:
    if change is None:
        return one
    user = users.get(change.user_id)
    name = (user.get_full_name() or user.get_username()) if user else ""
    return Differing(one.result_id, one.theirs, one.mine, name, change.at)


def _store(session: ClassSession, said: Said, ids: set[int], user: User) -> Taken:
    touched = said.touched
    if session.pk is None:
        touched = touched if said.held else {}  # of a class that is cancelled there is no roll
        stored = {}
        session.held, session.taken_by = said.held, user
        session.save()
    else:
        stored = _states(session, touched)
        held = said.held if said.turns else session.held
        rows = ClassSession.objects.filter(pk=session.pk)
        rows.update(held=held, taken_by=user, updated_at=timezone.now())
    moved = {pk: one for pk, one in touched.items() if stored.get(pk, "") != one.state}
    _write(session, moved, stored)
    told = {pk: session.told(stored.get(pk), one.state or None) for pk, one in moved.items()}
    derive_registers(ids, session.subject_id, told)
    return Taken(len(moved), session)


def _write(session: ClassSession, moved: dict[int, Entry], stored: dict[int, str]):
    """Presences, set by set: new ones at once, changed ones by their new state."""
    rows = SessionPresence.objects
    rows.bulk_create(
        SessionPresence(session=session, result_id=pk, state=one.state)
        for pk, one in moved.items()
        if pk not in stored
    )
    by_state: dict[str, list[int]] = {}
    for pk, one in moved.items():
        if pk in stored:
            by_state.setdefault(one.state, []).append(pk)
    gone = by_state.pop("", [])
    for state, ids in sorted(by_state.items()):
        rows.filter(session=session, result__in=ids).update(state=state)
    if gone:
        rows.filter(session=session, result__in=gone).delete()
