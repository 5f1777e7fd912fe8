"""Taking back students, placements and structure: what the run made goes unless it is in use."""

import itertools
from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _

from students.imports.histories import changed, removed
from students.imports.items import Item
from students.imports.places import Place
from students.imports.standings import Standing
from students.imports.store import insert, upsert
from students.imports.stored_students import (
    RESULT_FIELDS,
    RESULT_KEY,
    STUDENT_FIELDS,
    STUDENT_KEY,
    result_row,
    student_row,
)
from students.imports.structure import Structure
from students.imports.undone import Undone
from students.models import (
    Batch,
    Branch,
    Component,
    Enrolment,
    PolicyVersion,
    RecordChange,
    Student,
    Subject,
    TermResult,
)
from students.models.taken_subjects import implied

Pairs = list[tuple[Standing, Item]]
GONE = {
    "branch": _("The former branch is no longer there."),
    "batch": _("The former batch is no longer there."),
}
IN_USE = _("Other records hang on it, so it stays.")
MADE_MODELS = {"component": Component, "subject": Subject, "batch": Batch, "branch": Branch}


def restore_results(structure: Structure, pairs: Pairs, done: Undone) -> Pairs:
    """Placements of the run go, changed ones return; gives those that did."""
    term = structure.place.term
    pairs = [pair for pair in pairs if _is_there(structure, pair, done)]
    going = {standing.result_id: standing for standing, item in pairs if item.new is None}
    rows = TermResult.objects.filter(pk__in=list(going))
    implied(Enrolment.objects.filter(result__in=list(going))).delete()
    left = _leave_used(rows, going, "placement", done)
    pairs = [pair for pair in pairs if pair[0].result_id not in left]
    kept = [(standing, item) for standing, item in pairs if item.new is not None]
    if kept:
        version = PolicyVersion.objects.of_term(term).pk
        rows = [result_row(structure, one.student_id, version, item.new) for one, item in kept]
        upsert(TermResult, rows, RESULT_KEY, RESULT_FIELDS)
    changes = (
        _changes("termresult", one.result_id, f"{one.roll_no} {term.code}", item)
        for one, item in pairs
    )
    insert(RecordChange, itertools.chain.from_iterable(changes))
    return pairs


def restore_students(place: Place, pairs: Pairs, done: Undone) -> Pairs:
    """Students of the run go, changed names return; gives those that did."""
    going = {one.student_id: one for one, item in pairs if item.new is None}
    without_sign_in = Student.objects.filter(pk__in=list(going), user=None)
    left = _leave_used(without_sign_in, going, "student", done)
    pairs = [pair for pair in pairs if pair[0].student_id not in left]
    rows = [
        student_row(place.institution.pk, one, one.roll_no, item.new)
        for one, item in pairs
        if item.new is not None
    ]
    upsert(Student, rows, STUDENT_KEY, STUDENT_FIELDS)
    changes = (_changes("student", one.student_id, one.roll_no, item) for one, item in pairs)
    insert(RecordChange, itertools.chain.from_iterable(changes))
    return pairs


def _changes(model: str, pk: int, record: str, item: Item) -> list[dict]:
    """The history of a record that goes, or gets former values."""
    if item.new is None:
        return [removed(model, pk, record, item.old)]
    return changed(model, pk, record, item.old, item.new)


def remove_structure(made: Iterable[RecordChange]) -> list[str]:
    """Remove what a run made and nothing uses; one that was renamed since stays. Their names."""
    names = []
    for change in made:
        model = MADE_MODELS[change.model]
        row = model.objects.filter(pk=change.record_id, code=change.record).first()
        if row is None:
            continue
        try:
            row.delete()
        except ProtectedError:
            continue
        names.append(f"{change.model} {change.record}")
        insert(RecordChange, [removed(change.model, change.record_id, change.record, {})])
    return names


def _is_there(structure: Structure, pair: tuple[Standing, Item], done: Undone) -> bool:
    """Whether the branch and batch to go back to still are; one that was removed is noted."""
    standing, item = pair
    for name, known in (("branch", structure.branches), ("batch", structure.batches)):
        code = item.new and item.new[name]
        if code and code not in known.by_key:
            done.leave(standing, name, code, GONE[name])
            return False
    return True


def _leave_used(
    rows: QuerySet, standings: dict[int, Standing], what: str, done: Undone
) -> set[int]:
    """Delete the rows; those that other records hang on are noted and stay: their numbers."""
    pks = set(standings)
    try:
        wanted = set(rows.values_list("pk", flat=True))
        rows.delete()
        left = pks - wanted
    except ProtectedError:
        left = {pk for pk in pks if not _is_removed(rows.filter(pk=pk))}
    for pk in left:
        done.leave(standings[pk], what, standings[pk].roll_no, IN_USE)
    return left


def _is_removed(row: QuerySet) -> bool:
    try:
        return bool(row.delete()[0])
    except ProtectedError:
        return False
