"""Settling what an import held doubtful: right as it is, or what was proposed; and reopening it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from students.imports.cells import text_cell
from students.imports.columns import word_of
from students.imports.histories import changed, record_changes
from students.imports.office.cell_values import Altered, Doubtful
from students.imports.office.kinds import SHEETS
from students.imports.office.sorts import References, Sort, Stored, told
from students.imports.refusals import Refused
from students.imports.store import insert
from students.models import Doubt, RecordChange, User

MODEL = "doubt"
RIGHT, TAKEN = Doubt.Settled.values


class UnsettledError(RuntimeError):
    """It could not be done, and nothing was stored; its text says why."""


def settle(doubt: Doubt, how: str, by: User) -> Doubt:
    """Note that a doubtful value is right, or store what was proposed for it.

    UnsettledError where somebody else has settled it, the value was changed since, or the proposal
    cannot be stored.
    """
    with transaction.atomic():
        held = _held(doubt)
        if held.settled_at:
            raise UnsettledError(_("Somebody has settled it since you opened the page."))
        at = timezone.now()
        if how == TAKEN:
            _take(held)
        _note(held, how, at, by)
    return held


def reopen(doubt: Doubt) -> Doubt:
    """Ask anew; a value that was taken becomes what it was, if it is still the one taken.

    UnsettledError where it is not.
    """
    with transaction.atomic():
        held = _held(doubt)
        if not held.settled_at:
            raise UnsettledError(_("It is open already."))
        if held.settled_as == TAKEN:
            _give_back(held)
        _note(held, "", None, None)
    return held


def can_take(doubt: Doubt) -> bool:
    """Whether the proposal can be stored from here; else the record is opened and mended."""
    return bool(doubt.proposal) and _proposed(doubt) is not None


def _proposed(doubt: Doubt) -> tuple[Sort, str, object] | None:
    """The sort of record, the name of the value, and the value that is proposed, as it is read."""
    return _read(doubt, doubt.proposal)


def _read(doubt: Doubt, text: str) -> tuple[Sort, str, object] | None:
    """The same of another text in the place of the doubtful one; None where it cannot be read."""
    sheet = SHEETS.get(doubt.run.kind)
    sort = sheet and next((one for one in sheet.sorts if one.what == doubt.model), None)
    name = sheet and sheet.words.get(word_of(doubt.column))
    if not sort or name not in sort.columns or sort.reference(name):
        return None
    field = next(one for one in sheet.fields if one.name == name)
    try:
        value = field.read(text_cell(text))
    except Refused:
        return None
    return sort, name, value.value if isinstance(value, Altered | Doubtful) else value


def _take(doubt: Doubt):
    proposed = _proposed(doubt)
    if proposed is None:
        raise UnsettledError(_("The proposal cannot be stored from here: open the record."))
    sort, name, value = proposed
    stored = _stored(doubt, sort)
    if not _is_doubted(doubt, name, stored):
        raise UnsettledError(_("The value was changed since: open the record."))
    _write(doubt, sort, stored, stored.values | {name: value})


def _is_doubted(doubt: Doubt, name: str, stored: Stored) -> bool:
    """Whether the record still has the value that was doubted."""
    doubted = _read(doubt, doubt.value)
    return doubted is not None and told({name: doubted[-1]}) == told({name: stored.values[name]})


def _give_back(doubt: Doubt):
    """The value as it was before the proposal was taken; nothing where that changed nothing."""
    proposed = _proposed(doubt)
    if proposed is None:
        raise UnsettledError(_("The record is not what it was: open it."))
    sort, name, _value = proposed
    about = {"model": doubt.model, "record_id": doubt.record_id, "field": name}
    changes = RecordChange.objects.filter(**about, at__gte=doubt.settled_at).order_by("pk")
    if change := changes.first():
        stored = _stored(doubt, sort)
        if changes.count() > 1 or str(stored.values[name]) != change.new:
            raise UnsettledError(_("The value was changed since: open the record."))
        _write(doubt, sort, stored, stored.values | {name: sort.from_told(name, change.old)})


def _stored(doubt: Doubt, sort: Sort) -> Stored:
    stored = sort.by_number([doubt.record_id], lock=True).get(doubt.record_id)
    if stored is None:
        raise UnsettledError(_("The record is no longer there."))
    return stored


def _write(doubt: Doubt, sort: Sort, stored: Stored, new: dict):
    if problem := sort.problem(new):
        raise UnsettledError(problem)
    references = References(doubt.institution)
    references.learn(sort, [new])
    sort.model.objects.filter(pk=stored.pk).update(**sort.row(new, references))
    old, becomes = told(stored.values), told(new)
    insert(RecordChange, changed(sort.what, stored.pk, doubt.record, old, becomes))


def _note(doubt: Doubt, how: str, at, by: User | None):
    old = {"settled_as": doubt.settled_as}
    doubt.settled_as, doubt.settled_at = how, at
    doubt.settled_by_id = by.pk if by else None
    doubt.save(update_fields=["settled_as", "settled_at", "settled_by_id"])
    for change in record_changes(MODEL, doubt.pk, doubt.record, old, {"settled_as": how}):
        change.save()


def _held(doubt: Doubt) -> Doubt:
    held = Doubt.objects.select_for_update().filter(pk=doubt.pk).order_by("pk").first()
    if held is None:
        raise UnsettledError(_("The import it belongs to was taken back."))
    return held
