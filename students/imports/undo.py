"""Taking a run back: every cell that is still the run's gets its former value, or nothing does."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from students.imports.items import PRESENCE
from students.imports.lessons import forget
from students.imports.office import undoing as office
from students.imports.office.kinds import SHEETS
from students.imports.outcomes import Summary
from students.imports.places import Place
from students.imports.refusals import NotStorable, UndoRefused
from students.imports.restored_records import remove_structure
from students.imports.restored_sessions import remove_sessions
from students.imports.restores import restore
from students.imports.staging import folder_of, remove_staged
from students.imports.standings import STUDENTS_AT_ONCE, standings
from students.imports.structure import Structure
from students.imports.undone import Undone, undone
from students.imports.watching import Watch, unwatched, watched_deriving
from students.imports.written import (
    changed_since,
    made_structure,
    note_bare_marks,
    students_of,
    written_by,
)
from students.models import Door, ImportRun, RecordChange, Student, TermResult
from students.models.changes import acting
from students.models.waits import retrying


def undo(
    run: ImportRun,
    *,
    except_edited: bool = False,
    dry_run: bool = False,
    user=None,
    door: str = Door.ADMIN,
    watch: Watch = unwatched,
) -> Summary:
    """Take a stored run back, as a run of its own; the institution and term it made stay.

    UndoRefused lists the cells that somebody has changed since, and nothing was stored; with
    `except_edited` those stay as they are and the others are taken back.
    """

    def work() -> Summary:
        with transaction.atomic():
            summary = _undo(run, except_edited, user, door, watch)
            transaction.set_rollback(dry_run)
        return summary

    summary = retrying(work)
    if dry_run:
        return replace(summary, run=None, stored=False, dry_run=True)
    run.state = ImportRun.State.UNDONE
    remove_staged(folder_of(run.pk))
    return summary


def _undo(run: ImportRun, except_edited: bool, user, door: str, watch: Watch) -> Summary:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.kind == ImportRun.Kind.UNDO:
        raise NotStorable(_("An undo is not undone; import the file again."))
    if locked.state != ImportRun.State.STORED:
        words = _("Only a stored run is undone; this one is %(state)s.")
        raise NotStorable(words % {"state": locked.get_state_display().lower()})
    undoing = _undo_run(locked, user, door)
    done = Undone()
    take_back = office.take_back if locked.kind in SHEETS else _take_back
    with acting(user_id=getattr(user, "pk", None), door=Door.UNDO, run_id=undoing.pk):
        take_back(locked, done, watch)
        if done.edited and not except_edited:
            raise UndoRefused(*done.edited)
        forget(locked)
        removed = remove_structure(_structure(locked))
    ImportRun.objects.filter(pk=locked.pk).update(state=ImportRun.State.UNDONE)
    undoing.counts = {"values": done.values(), "removed": removed, "left": len(done.edited)}
    undoing.save()
    return _summary(undoing, done)


def _structure(run: ImportRun) -> list[RecordChange]:
    """The structure a run made besides its records; batches are records of an office file."""
    records = {sort.what for sort in SHEETS[run.kind].sorts} if run.kind in SHEETS else set()
    return [change for change in made_structure(run) if change.model not in records]


def _take_back(run: ImportRun, done: Undone, watch: Watch):
    place = Place(run.institution, run.term)
    structure = Structure(place, create=False)
    results = _results_of(run)
    numbers = students_of(run, results)
    codes = {row.pk: row.key for row in structure.subjects.by_key.values()}
    ids = TermResult.objects.filter(term=run.term, student__in=numbers)
    locked = set(results) | set(ids.values_list("pk", flat=True)) if run.term else set()
    with TermResult.objects.refreshing(locked) as refresh:
        refresh.let_watch(watched_deriving(watch))
        starts = range(0, len(numbers), STUDENTS_AT_ONCE)
        chunks = [numbers[start : start + STUDENTS_AT_ONCE] for start in starts]
        for some in watch(chunks, "Taking back", len(numbers), len):
            chunk = written_by(run, structure, results, some)
            note_bare_marks(chunk, run, structure)
            keys = Student.objects.filter(pk__in=list(chunk)).values_list("roll_key", flat=True)
            taken = {cell[1] for one in chunk.values() for cell in one.cells if cell[0] == PRESENCE}
            online = run.kind == ImportRun.Kind.ENGAGEMENT
            known = standings(place, list(keys), lock=True, taken=taken, online=online)
            found = {one.student_id: one for one in known.values()}
            later = changed_since(chunk, run, codes)
            restore(structure, found, undone(structure, chunk, found, later, done), done)
        remove_sessions(run)


def _results_of(run: ImportRun) -> dict[int, int]:
    """The results the run made or moved, with their students."""
    made = RecordChange.objects.filter(run_id=run.pk, model="termresult")
    ids = made.values_list("record_id", flat=True)
    return dict(TermResult.objects.filter(pk__in=ids).values_list("pk", "student_id"))


def _undo_run(run: ImportRun, user, door: str) -> ImportRun:
    return ImportRun.objects.create(
        institution=run.institution,
        term=run.term,
        kind=ImportRun.Kind.UNDO,
        state=ImportRun.State.STORED,
        file_name=run.file_name,
        sha256=run.sha256,
        user=user,
        door=door,
        undo_of=run,
        stored_at=timezone.now(),
    )


def _summary(undoing: ImportRun, done: Undone) -> Summary:
    return Summary(
        kind="undo",
        file_name=_("run %(number)s, %(file)s")
        % {"number": undoing.undo_of_id, "file": undoing.file_name},
        run=undoing,
        institution=undoing.institution.code,
        term=undoing.term.code if undoing.term else "",
        stored=True,
        values=done.values(),
        problems=tuple(done.edited),
    )
