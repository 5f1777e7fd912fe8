"""Taking back an office file: every record that is still the run's gets its former values."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from students.imports.histories import changed, removed
from students.imports.office.kinds import SHEETS
from students.imports.office.sorts import ASKED_AT_ONCE, References, Sort, Stored, told
from students.imports.problems import whole_file
from students.imports.restored_records import IN_USE
from students.imports.store import insert
from students.imports.undone import SINCE, Undone
from students.imports.watching import Watch
from students.models import Doubt, ImportRun, RecordChange, Student


@dataclass
class Written:
    """What a run wrote of one record: whether it made it, and its values before and after."""

    record: str = ""
    was_made: bool = False
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)

    def note(self, change: RecordChange, sort: Sort):
        """Add a line of the history."""
        self.record = change.record
        if change.kind == RecordChange.Kind.MADE:
            self.was_made = True
            self.after = json.loads(change.new)
        else:
            self.before[change.field] = sort.from_told(change.field, change.old)
            self.after[change.field] = sort.from_told(change.field, change.new)


def take_back(run: ImportRun, done: Undone, watch: Watch):
    """Restore or remove the run's records, the last sort first; edited ones are noted and left."""
    sheet, references = SHEETS[run.kind], References(run.institution)
    Doubt.objects.filter(run=run).delete()
    for sort in watch(reversed(sheet.sorts), "Taking back", len(sheet.sorts)):
        written = _written(run, sort)
        stored = sort.by_number(written, lock=True)
        ours = {pk for pk, record in written.items() if _is_as_left(record, stored.get(pk))}
        for pk in sorted(written.keys() - ours):
            _leave(sort, written[pk], done, SINCE)
        going = sorted(pk for pk in ours if written[pk].was_made)
        _remove(sort, {pk: (written[pk], stored[pk]) for pk in going}, done)
        for pk in sorted(ours - set(going)):
            _restore(sort, written[pk], stored[pk], references, done)


def _written(run: ImportRun, sort: Sort) -> dict[int, Written]:
    written: dict[int, Written] = defaultdict(Written)
    rows = RecordChange.objects.filter(run_id=run.pk, model=sort.what).order_by("pk")
    for change in rows:
        if change.record_id and _is_of_records(change):
            written[change.record_id].note(change, sort)
    return dict(written)


def _is_of_records(change: RecordChange) -> bool:
    """Not of a branch that was made besides, whose history is of its structure."""
    return change.kind != RecordChange.Kind.REMOVED


def _is_as_left(record: Written, stored: Stored | None) -> bool:
    if stored is None:
        return False
    return all(stored.values.get(name) == value for name, value in record.after.items())


def _remove(sort: Sort, going: dict[int, tuple[Written, Stored]], done: Undone):
    """Remove what the run made; what other records hang on is noted and stays."""
    pks = list(going)
    gone: set[int] = set()
    for start in range(0, len(pks), ASKED_AT_ONCE):
        gone |= _removed(sort, pks[start : start + ASKED_AT_ONCE])
    for pk in pks:
        if pk not in gone:
            _leave(sort, going[pk][0], done, IN_USE)
    last = ((pk, *going[pk]) for pk in pks if pk in gone)
    told = (removed(sort.what, pk, record.record, row.values) for pk, record, row in last)
    insert(RecordChange, told)
    if gone:
        done.counts[sort.what, "removed"] += len(gone)


def _removed(sort: Sort, pks: list[int]) -> set[int]:
    """The numbers of the records that could be removed; nobody's with a sign-in is, nor anybody's
    of whom a person has said who else they are.
    """
    rows = sort.model.objects.filter(pk__in=pks)
    if any(field.name == "user" for field in sort.model._meta.concrete_fields):
        rows = rows.filter(user=None)
    if sort.model is Student:
        rows = rows.filter(said_same_after=None, said_same_before=None)
    try:
        found = set(rows.values_list("pk", flat=True))
        rows.delete()
    except ProtectedError:
        return {pk for pk in pks if _is_removed(rows.filter(pk=pk))}
    return found


def _is_removed(row: QuerySet) -> bool:
    try:
        return bool(row.delete()[0])
    except ProtectedError:
        return False


def _restore(sort: Sort, record: Written, stored: Stored, references: References, done: Undone):
    former = stored.values | record.before
    references.learn(sort, [former])
    try:
        row = sort.row(former, references)
    except KeyError:
        _leave(sort, record, done, _("What it referred to is no longer there."))
        return
    sort.model.objects.filter(pk=stored.pk).update(**row)
    insert(RecordChange, _changes(sort, stored.pk, record, stored.values, former))
    done.counts[sort.what, "restored"] += 1


def _changes(sort: Sort, pk: int, record: Written, old: dict, new: dict) -> Iterable[dict]:
    return changed(sort.what, pk, record.record, told(old), told(new))


def _leave(sort: Sort, record: Written, done: Undone, reason):
    done.edited.append(whole_file(reason, column=f"{sort.what} {record.record}"))
