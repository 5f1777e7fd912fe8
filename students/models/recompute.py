"""Derive stored results anew, under the policy they are bound to or, if asked, another version."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from students.models.cell_moves import add_cells
from students.models.cell_sums import totalled
from students.models.cells import result_cells, subject_cells
from students.models.changes import RecordChange
from students.models.components import combine_components
from students.models.drifts import drifted
from students.models.policy import PolicyVersion
from students.models.refresh import chunks
from students.models.registers import MovedRegister, derive_registers
from students.models.results import DERIVED, TermResult
from students.models.spans import among
from students.models.summaries import (
    CELL,
    COUNTS,
    SUBJECT_CELL,
    TOTALS,
    Cells,
    ResultSummary,
    SubjectSummary,
    add_up,
    differences,
)
from students.rules.presence import Tally

CHECKED_AT_ONCE = 5000
COMPARED = tuple(name for name in DERIVED if name not in ("version", "updated_at"))


@dataclass(frozen=True)
class Moved:
    """One result that was, or would be, derived differently: column → (stored, derived).

    A register that differed from its sessions stands beside the columns, in words.
    """

    result_id: int
    roll_no: str
    term: str
    columns: dict[str, tuple]


def recomputed(
    ids: Iterable[int], rebind: PolicyVersion | None = None, dry_run: bool = False
) -> Iterator[list[Moved]]:
    """Derive anew those of these results that are not as they should be; what moved, in chunks.

    What is right is found by asking, without a lock, and stays untouched; the others are derived
    some thousand in a transaction. `rebind` first binds them to that version. With `dry_run` every
    transaction is taken back, so that what is told is what would be stored.
    """
    for chunk in chunks(ids, CHECKED_AT_ONCE):
        wrong = drifted(chunk) | (_bound_otherwise(chunk, rebind) if rebind else set())
        yield _derived_anew(sorted(wrong), rebind, dry_run) if wrong else []


def _bound_otherwise(ids: list[int], version: PolicyVersion) -> set[int]:
    rows = TermResult.objects.filter(pk__in=ids).exclude(policy_version=version)
    return set(rows.values_list("pk", flat=True))


def _derived_anew(ids: list[int], rebind: PolicyVersion | None, dry_run: bool) -> list[Moved]:
    with transaction.atomic():
        before = _derived(ids)
        with TermResult.objects.refreshing(ids, touch=False):
            if rebind:
                _rebind(ids, rebind)
            combine_components(ids)
            registers = derive_registers(ids)
        moved = _moved(before, _derived(ids), registers)
        _count_up([one.result_id for one in moved])
        transaction.set_rollback(dry_run)
    return moved


def _derived(ids: list[int]) -> dict[int, dict]:
    columns = ("pk", "student__roll_no", "term__code", *COMPARED)
    return {row["pk"]: row for row in TermResult.objects.filter(among("pk", ids)).values(*columns)}


def _rebind(ids: list[int], version: PolicyVersion):
    elsewhere = TermResult.objects.filter(pk__in=ids).exclude(policy_version=version)
    if elsewhere.exclude(institution=version.institution_id).exists():
        raise ValueError("results are bound to policy versions of their own institution alone")
    RecordChange.objects.bulk_create(
        RecordChange(
            kind=RecordChange.Kind.CHANGED,
            model="termresult",
            record_id=pk,
            record=roll_no,
            field="policy_version",
            old=str(old),
            new=str(version.number),
        )
        for pk, roll_no, old in elsewhere.values_list(
            "pk", "student__roll_no", "policy_version__number"
        )
    )
    elsewhere.update(policy_version=version)


def _moved(
    before: dict[int, dict], after: dict[int, dict], registers: list[MovedRegister]
) -> list[Moved]:
    of_registers: dict[int, dict] = defaultdict(dict)
    for one in registers:
        pair = _counts_text(one.old), _counts_text(one.new)
        of_registers[one.result_id][f"register of {one.subject_code}"] = pair
    return [
        Moved(pk, new["student__roll_no"], new["term__code"], columns)
        for pk, new in after.items()
        if (columns := _differing(before[pk], new) | of_registers.get(pk, {}))
    ]


def _counts_text(counts: Tally | None) -> str | None:
    return counts and f"{counts.attended} of {counts.held}, {counts.excused} excused"


def _differing(old: dict, new: dict) -> dict[str, tuple]:
    return {name: (old[name], new[name]) for name in COMPARED if old[name] != new[name]}


def _count_up(ids: list[int]):
    # Past the guard: only the version of what has just been derived, so that open forms notice.
    TermResult._base_manager.filter(among("pk", ids)).update(
        version=F("version") + 1, updated_at=timezone.now()
    )


def mend_summaries(institution_id: int, dry_run: bool = False) -> int:
    """Hold an institution's summaries against the full aggregate and mend them; how many cells.

    Nobody waits for it: both are read as they were at one moment, and mending adds what was missing
    then to what others have made of it since. To be tried anew where MariaDB asks for that.
    """
    first = ResultSummary.objects.filter(institution=institution_id).order_by("key")
    held = list(first.values_list("pk", flat=True)[:1])
    with _one_moment():
        # One mending at a time, or what is missing would be added twice.
        list(ResultSummary.objects.select_for_update().filter(pk__in=held).values("pk"))
        rows = TermResult.objects.filter(institution=institution_id)
        wrong = [
            (model, columns, differences(_stored(model, columns, institution_id), counted))
            for model, columns, counted in _counted_anew(rows)
        ]
        for model, columns, moved in wrong:
            add_cells(model, columns, {} if dry_run else moved)
    return sum(len(moved) for _, _, moved in wrong)


def _counted_anew(rows) -> Iterator[tuple[type, tuple[str, ...], Cells]]:
    """Each table of summaries, the columns of its cells, and what these results come to in it."""
    for model, columns, counted in (
        (ResultSummary, CELL, result_cells(rows)),
        (SubjectSummary, SUBJECT_CELL, subject_cells(rows)),
    ):
        yield model, columns, counted
        yield *TOTALS[model], totalled(counted, columns)


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees the register as it was at one moment, while others store into it.

    Inside somebody else's transaction it is a part of that one, which has to be alone.
    """
    if connection.vendor == "mysql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # of the next alone
    with transaction.atomic():
        yield


def _stored(model, columns: tuple[str, ...], institution_id: int) -> Cells:
    stored: Cells = {}
    for row in model.objects.filter(institution=institution_id).values(*columns, *COUNTS):
        cell = tuple(row[name] for name in columns)
        add_up(stored, {cell: {name: row[name] for name in COUNTS}})
    return stored
