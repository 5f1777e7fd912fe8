"""Taking back who was in which class, and the classes a run made that nobody is left in."""

from collections import defaultdict

from students.imports.histories import removed
from students.imports.store import insert
from students.imports.stored_presences import (
    Pair,
    cell_of,
    change_of_presence,
    set_states,
    stored_presences,
)
from students.imports.structure import Structure
from students.models import (
    AttendanceChange,
    ClassSession,
    ImportRun,
    RecordChange,
    SessionPresence,
)
from students.models.registers import derive_registers


def restore_presences(structure: Structure, pairs: list[Pair]):
    """Presences of the run go, changed ones get their former state; the registers follow."""
    if not pairs:
        return
    stored = stored_presences(pairs)
    gone, changed, history = [], defaultdict(list), []
    for standing, item in pairs:
        pk, session = stored[cell_of(standing, item)]
        (gone if item.new is None else changed[item.new]).append(pk)
        history.append(change_of_presence(structure, standing, item, session))
    SessionPresence.objects.filter(pk__in=gone).delete()
    set_states(changed)
    insert(AttendanceChange, history)
    derive_registers({standing.result_id for standing, _ in pairs})


def remove_sessions(run: ImportRun):
    """Remove the sessions a run made, but for those somebody else is in or has cancelled.

    Call it inside the refresh that took the run's presences back.
    """
    made = RecordChange.objects.filter(
        run_id=run.pk, kind=RecordChange.Kind.MADE, model="classsession"
    )
    names = dict(made.values_list("record_id", "record"))
    rows = ClassSession.objects.filter(pk__in=list(names), held=True, presences__isnull=True)
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    ClassSession.objects.filter(pk__in=pks).delete()
    insert(RecordChange, [removed("classsession", pk, names[pk], {}) for pk in pks])
