"""Writing one class down: its presences, whether it was held, and the history of both."""

from collections.abc import Iterable

from django.utils import timezone

from students.models import ClassSession, RecordChange, SessionPresence, User
from students.models.registers import derive_registers
from students.registers.entries import Entry, Said

HELD_WORDS = {True: "held", False: "cancelled"}


def store(session: ClassSession, said: Said, ids: set[int], user: User) -> tuple[int, bool]:
    """Store what is said of a class, inside a refresh that holds the results `ids`.

    How many presences moved, and whether the class was turned: noted for the first time, or held
    now and cancelled before, or the other way round.
    """
    touched = said.touched if session.pk or said.held else {}  # a cancelled class has no roll
    stored = states_of(session, touched) if session.pk else {}
    moved = {pk: one for pk, one in touched.items() if stored.get(pk, "") != one.state}
    turned = session.pk is None or (said.turns and session.held != said.held)
    told = _unmoved(session) if turned else {}
    if turned:
        _turn(session, said.held, user)
    elif moved:
        _note_taker(session, user)
    _write(session, moved, stored)
    told |= {pk: session.told(stored.get(pk), one.state or None) for pk, one in moved.items()}
    derive_registers(ids, session.subject_id, told)
    return len(moved), turned


def states_of(session: ClassSession, result_ids: Iterable[int]) -> dict[int, str]:
    """The presences of these results in a session, of those on its roll."""
    rows = SessionPresence.objects.filter(session=session, result__in=list(result_ids))
    return dict(rows.values_list("result_id", "state"))


def _turn(session: ClassSession, held: bool, user: User):
    """Store that the class was held, or cancelled, and write down who said so."""
    kind = RecordChange.Kind.CHANGED if session.pk else RecordChange.Kind.MADE
    old = HELD_WORDS[session.held] if session.pk else ""
    session.held, session.taken_by = held, user
    if session.pk is None:
        session.save()
    else:
        _note_taker(session, user, held=held)
    RecordChange.objects.create(
        kind=kind,
        model="classsession",
        record_id=session.pk,
        record=_words(session),
        field="held",
        old=old,
        new=HELD_WORDS[held],
    )


def _words(session: ClassSession) -> str:
    place = f"{session.branch.code} {session.semester} {session.section}".strip()
    return f"{session.subject.code} {place} {session.on} period {session.period}"[:80]


def _note_taker(session: ClassSession, user: User, **values):
    rows = ClassSession.objects.filter(pk=session.pk)
    rows.update(taken_by=user, updated_at=timezone.now(), **values)


def _unmoved(session: ClassSession) -> dict[int, dict]:
    """The history of all on the roll: their presence stays, and whether it counts does not."""
    rows = session.presences.values_list("result_id", "state") if session.pk else ()
    return {pk: session.told(state, state) for pk, state in rows}


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
