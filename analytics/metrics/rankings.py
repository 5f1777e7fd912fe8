"""The best results of some students, ranked by exact averages: equal ones share a rank."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import lcm

from django.db.models import QuerySet

from students.models import TermResult


@dataclass(frozen=True)
class Candidate:
    """A result that may be ranked; `mark_sum` is in 1e-10 percent, of so many subjects."""

    result: int
    branch: int
    batch: int | None
    mark_sum: int
    mark_count: int


@dataclass(frozen=True)
class Place:
    """A rank, 1 for the best, and whose it is."""

    rank: int
    result: int


def rankable(results: QuerySet[TermResult]) -> QuerySet[TermResult]:
    """The complete results in which every subject is passed.

    Complete: no mark is awaited, and nothing is withheld.
    """
    return results.filter(mark_count__gt=0, failed=0, provisional=False, withheld=False)


def candidates(results: QuerySet[TermResult]) -> list[Candidate]:
    """Those that may be ranked, the best first. One query."""
    rows = rankable(results)
    columns = ("pk", "branch_id", "batch_id", "mark_sum", "mark_count")
    ordered = rows.order_by("student__roll_key", "pk").values_list(*columns)
    return in_order(Candidate(*row) for row in ordered.iterator())


def in_order(found: Iterable[Candidate]) -> list[Candidate]:
    """The best first, by averages over one common count: whole numbers, without dividing."""
    found = list(found)
    common = lcm(*{one.mark_count for one in found})
    return sorted(found, key=lambda one: -one.mark_sum * (common // one.mark_count))


def best(found: Iterable[Candidate], most: int) -> Iterator[Place]:
    """Of candidates in order those of the first so many ranks, all who share the last one too."""
    last, rank = None, 0
    for number, one in enumerate(found, start=1):
        if last is None or not _equal(one, last):
            rank = number
        if rank > most:
            return
        last = one
        yield Place(rank, one.result)


def best_of_each(
    found: Iterable[Candidate], part_of: Callable[[Candidate], Hashable], most: int
) -> Mapping[Hashable, list[Place]]:
    """The same within every part."""
    parts = defaultdict(list)
    for one in found:
        parts[part_of(one)].append(one)
    return {part: list(best(rows, most)) for part, rows in parts.items()}


def _equal(one: Candidate, other: Candidate) -> bool:
    return one.mark_sum * other.mark_count == other.mark_sum * one.mark_count
