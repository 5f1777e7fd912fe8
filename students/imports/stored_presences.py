"""Storing who was in which class, many at once; the registers follow."""

from collections import defaultdict
from collections.abc import Iterable

from students.imports.histories import on_result, presence_change
from students.imports.items import Item
from students.imports.sessions import class_of, session_ids
from students.imports.standings import Standing
from students.imports.store import insert
from students.imports.structure import Structure
from students.models import AttendanceChange, SessionPresence
from students.models.registers import derive_registers

Pair = tuple[Standing, Item]
Cell = tuple[int, str, str, int]  # result, subject (its key), day, period
AT_ONCE = 1000


def store_presences(structure: Structure, pairs: list[Pair]):
    """Write new presences and change those that are there; their sessions are there already."""
    if not pairs:
        return
    stored = stored_presences(pairs)
    sessions = session_ids(structure, (item for _, item in pairs))
    new, changed, history = [], defaultdict(list), []
    for standing, item in pairs:
        if item.old is None:
            session = sessions[*class_of(item), *item.key[1:3]]
            row = {"session_id": session, "result_id": standing.result_id, "state": item.new}
            new.append(row)
        else:
            pk, session = stored[cell_of(standing, item)]
            changed[item.new].append(pk)
        history.append(change_of_presence(structure, standing, item, session))
    insert(SessionPresence, new)
    set_states(changed)
    insert(AttendanceChange, history)
    derive_registers({standing.result_id for standing, _ in pairs})


def stored_presences(pairs: Iterable[Pair]) -> dict[Cell, tuple[int, int]]:
    """The numbers of presences and of their sessions, in classes that were held. One query."""
    pairs = list(pairs)
    rows = SessionPresence.objects.filter(
        result__in={standing.result_id for standing, _ in pairs},
        session__subject__code_key__in={item.key[0] for _, item in pairs},
        session__held=True,
    ).order_by("pk")
    columns = ("result_id", "session__subject__code_key", "session__on", "session__period")
    return {
        (result, subject, on.isoformat(), period): (pk, session)
        for result, subject, on, period, pk, session in rows.values_list(
            *columns, "pk", "session_id"
        )
    }


def cell_of(standing: Standing, item: Item) -> Cell:
    """Whose presence in which class an item is about."""
    return (standing.result_id, *item.key[:3])


def set_states(changed: dict[str, list[int]]):
    """Give presences, by their numbers, another state."""
    for state, pks in sorted(changed.items()):
        for start in range(0, len(pks), AT_ONCE):
            rows = SessionPresence.objects.filter(pk__in=pks[start : start + AT_ONCE])
            rows.update(state=state)


def change_of_presence(structure: Structure, standing: Standing, item: Item, session: int) -> dict:
    """The history row of a presence that was item.old and is item.new."""
    subject = structure.subjects.by_key[item.key[0]]
    place = session, *item.key[1:3]
    return presence_change(on_result(structure.place, standing), subject, place, item.old, item.new)
