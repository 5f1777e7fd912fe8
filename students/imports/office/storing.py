"""Storing a plan of an office file: held against what was previewed, written set-based, noted."""

from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction

from students.imports.histories import changed, made
from students.imports.items import REFUSED, SAME, Item
from students.imports.office.kinds import SHEETS
from students.imports.office.sorts import ASKED_AT_ONCE, References, Sort, Stored, told
from students.imports.places import Place
from students.imports.plans import Plan
from students.imports.refusals import PlanStale
from students.imports.stale import STALE, is_others_doing
from students.imports.store import insert, write
from students.imports.stored_structure import made_place, make_structure
from students.imports.watching import Watch, unwatched
from students.models import Correction, Doubt, RecordChange
from students.models.changes import actor

RECORD_LENGTH, TEXT_LENGTH = 80, 300


def store(place: Place, plan: Plan, watch: Watch = unwatched) -> Place:
    """Store the rows that are not refused, in one transaction; gives the place.

    Call it with `acting(...)` saying for whom. Raises PlanStale, and has then stored nothing, when
    any record is not what it was when the plan was drawn up.
    """
    sheet = SHEETS[plan.kind]
    try:
        with transaction.atomic():
            place = made_place(place, plan.make)
            make_structure(place, plan.make)
            references = References(place.institution)
            for sort in sheet.sorts:
                items = _items(plan, sort.what)
                for chunk in watch(_chunks(items), "Storing", len(items), len):
                    _store(sort, chunk, references)
            _note_mends(plan)
            _note_doubts(plan, place)
    except IntegrityError as error:
        if is_others_doing(error):
            raise PlanStale(STALE) from error
        raise
    return place


def _items(plan: Plan, what: str) -> list[Item]:
    """The records of one sort, each once, in the order of their keys."""
    found = {
        item.key: item
        for row in plan.rows()
        if row.state != REFUSED
        for item in row.items
        if item.what == what
    }
    return [found[key] for key in sorted(found)]


def _chunks(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), ASKED_AT_ONCE):
        yield items[start : start + ASKED_AT_ONCE]


def _store(sort: Sort, items: list[Item], references: References):
    """Write what is new or changed of these records, with its history."""
    institution = references.institution
    stored = sort.stored(institution, [item.key for item in items], lock=True)
    for item in items:
        if (stored[item.key].values if item.key in stored else None) != item.old:
            raise PlanStale(STALE)
    items = [item for item in items if item.state != SAME]
    references.learn(sort, (item.new for item in items))
    try:
        rows = [(sort.row(item.new, references) | sort.named(item.key), item.old) for item in items]
    except KeyError as error:
        raise PlanStale(STALE) from error
    fields = tuple(sort.column(name).name for name in sort.columns)
    write(sort.model, rows, sort.unique, fields)
    after = sort.stored(institution, [item.key for item in items])
    insert(RecordChange, _history(sort, items, after))


def _history(sort: Sort, items: list[Item], after: dict[tuple, Stored]) -> Iterable[dict]:
    for item in items:
        record = " ".join(item.key)
        pk = after[item.key].pk
        if item.old is None:
            yield made(sort.what, pk, record, item.new)
        else:
            yield from changed(sort.what, pk, record, told(item.old), told(item.new))


def _note_mends(plan: Plan):
    run = actor().run_id
    insert(
        Correction,
        (
            {
                "run_id": run,
                "row": row.number,
                "record": row.roll_no[:RECORD_LENGTH],
                "column": column[:RECORD_LENGTH],
                "found": found[:TEXT_LENGTH],
                "became": became[:TEXT_LENGTH],
                "sort": sort,
                "reason": reason[:TEXT_LENGTH],
            }
            for row in plan.rows()
            if row.state not in (REFUSED, SAME)
            for column, found, became, sort, reason in row.mends
        ),
    )


def _note_doubts(plan: Plan, place: Place):
    """Doubts about what was stored, by the record's number; one that is settled stays so."""
    sheet, run = SHEETS[plan.kind], actor().run_id
    doubted = [row for row in plan.rows() if row.doubts and row.state not in (REFUSED, SAME)]
    keys: dict[str, set] = {}
    for row in doubted:
        for item in row.items:
            keys.setdefault(item.what, set()).add(item.key)
    stored = {what: sheet.sort(what).stored(place.institution, some) for what, some in keys.items()}
    rows = {}
    for row in doubted:
        for fact, _name, column, value, proposal, reason, _choice in row.doubts:
            item = row.items[fact]
            pk = stored[item.what][item.key].pk
            rows[item.what, pk, column] = {
                "institution_id": place.institution.pk,
                "run_id": run,
                "model": item.what,
                "record_id": pk,
                "record": row.roll_no[:RECORD_LENGTH],
                "column": column[:RECORD_LENGTH],
                "value": value[:TEXT_LENGTH],
                "proposal": proposal[:TEXT_LENGTH],
                "reason": reason[:TEXT_LENGTH],
            }
    insert(Doubt, rows.values())
