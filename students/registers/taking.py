"""Storing one class's register, all or nothing, compared under the lock with what was shown."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError

from students.models import (
    AttendanceChange,
    ClassSession,
    Teaching,
    TermResult,
    User,
)
from students.models.sessions import OF_CLASS, RollMovedError
from students.models.waits import retrying
from students.registers.entries import Said
from students.registers.storing import states_of, store

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

    `moved` counts the students whose presence changed; `turned`: the class is noted for the first
    time, or was held and is cancelled, or was cancelled and is held.
    """

    moved: int = 0
    turned: bool = False
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
        moved, turned = store(session, said, refresh.ids, user)
    return Taken(moved, turned, session)


def _refused(session: ClassSession | None, said: Said) -> Taken | None:
    """What a colleague stored otherwise than the page showed, where the page touched it too."""
    if session is None:
        return None
    stored = states_of(session, said.touched)
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


def _with_authors(session: ClassSession, differing: tuple[Differing, ...]) -> tuple[Differing, ...]:
    """The same, with who stored the colleague's presence and when."""
    ids = [one.result_id for one in differing]
    students = dict(TermResult.objects.filter(pk__in=ids).values_list("student_id", "pk"))
    changes = AttendanceChange.objects.filter(session_id=session.pk, student_id__in=list(students))
    last = {
        students[change.student_id]: change  # the last one wins: they come in their order
        for change in changes
        if change.old_presence != change.new_presence
    }
    users = User.objects.in_bulk({change.user_id for change in last.values() if change.user_id})
    return tuple(_by(one, last.get(one.result_id), users) for one in differing)


def _by(one: Differing, change: AttendanceChange | None, users: dict[int, User]) -> Differing:
    if change is None:
        return one
    user = users.get(change.user_id)
    name = (user.get_full_name() or user.get_username()) if user else ""
    return Differing(one.result_id, one.theirs, one.mine, name, change.at)
