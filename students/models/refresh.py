"""Everything that changes a mark, an attendance or a placement happens inside a refresh.

It locks the results, lets the caller write, derives the results anew and moves the summaries by the
difference, all in one transaction. Locks are always taken in this order: results by primary key,
marks, changes, results' values, summaries by key.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain

from django.db import connection, transaction

from students.models.cell_moves import add_differences
from students.models.cell_sums import Moves
from students.models.cells import result_cells, subject_cells
from students.models.derivations import derive
from students.models.guards import refresh_is_open
from students.models.single_cells import cells_of_one
from students.models.spans import Ids, among
from students.models.summaries import CELL, SUBJECT_CELL, ResultSummary, SubjectSummary

RESULTS_AT_ONCE = 1000  # in a transaction of their own
IN_A_STATEMENT = 5000


class Refresh:
    """The results one open refresh has locked, and derives when it closes."""

    def __init__(self, model, ids: Ids, touch: bool):
        self.model = model
        self.ids = ids
        self.touch = touch
        self.settled = Ids()
        self._watch = _unwatched
        self._moves = Moves(), Moves()  # of cells of results, and of their subjects

    def require(self, ids: Iterable[int]):
        """RuntimeError for a result that is not locked: a late lock would break the order."""
        missing = Ids(ids) - self.ids
        if missing:
            raise RuntimeError(f"the open refresh has not locked results {[*missing]}")

    def admit(self, ids: Iterable[int]):
        """Take in results that were made inside this refresh."""
        self.ids = Ids(chain(self.ids, ids))

    def let_watch(self, watch: Callable[[Iterator[list[int]], int], Iterable[list[int]]]):
        """Let somebody see the results derived: called with them, some at once, and how many."""
        self._watch = watch

    def derive(self):
        """Derive all of them, and count the cells they lie in afterwards."""
        for chunk in self._watch(chunks(self.ids, IN_A_STATEMENT), len(self.ids)):
            derive(self.model, chunk, self.touch, self.settled)
            self.count(chunk)

    def count(self, ids: list[int], sign: int = 1):
        """Let the cells of some results move by what these add, or with sign -1 take out."""
        if len(ids) == 1:
            found = cells_of_one(self.model, *ids)
        else:
            rows = self.model.objects.filter(among("pk", ids))
            found = result_cells(rows), subject_cells(rows)
        for moves, cells in zip(self._moves, found, strict=True):
            moves.add(cells, sign)

    def move(self):
        """Move the summaries by the difference."""
        add_differences(ResultSummary, CELL, self._moves[0])
        add_differences(SubjectSummary, SUBJECT_CELL, self._moves[1])

    def settle(self, ids: Iterable[int]):
        """Note results whose marks were written together with what is derived of each."""
        self.settled = Ids(chain(self.settled, ids))


def _unwatched(derived: Iterator[list[int]], count: int) -> Iterator[list[int]]:
    return derived


_open: ContextVar[Refresh | None] = ContextVar("open_refresh", default=None)


@contextmanager
def refreshing(model, result_ids: Iterable[int] = (), touch: bool = True) -> Iterator[Refresh]:
    """Lock these rows of `model` (TermResult), write inside, find them derived afterwards.

    Inside an open refresh it joins that one. `touch=False` derives without new versions.
    """
    outer = _open.get()
    if outer is not None:
        outer.require(result_ids)
        yield outer
        return
    with transaction.atomic():
        opened = Refresh(model, _lock(model, result_ids), touch)
        for chunk in chunks(opened.ids, IN_A_STATEMENT):
            opened.count(chunk, -1)
        with _as_open(opened):
            yield opened
            opened.derive()
        opened.move()


@contextmanager
def _as_open(opened: Refresh):
    tokens = _open.set(opened), refresh_is_open.set(True)
    try:
        yield
    finally:
        _open.reset(tokens[0])
        refresh_is_open.reset(tokens[1])


def chunks(ids: Iterable[int], size: int = RESULTS_AT_ONCE) -> Iterator[list[int]]:
    """The ids in rising order, so many at once."""
    if isinstance(ids, Ids):
        yield from ids.parts(size)
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def _lock(model, ids: Iterable[int]) -> Ids:
    ids = Ids(ids)
    return Ids(_locked_one(model, *ids) if len(ids) == 1 else _locked(model, ids))


def _locked(model, ids: Ids) -> Iterator[int]:
    for chunk in ids.parts(IN_A_STATEMENT):
        rows = model._base_manager.select_for_update().filter(among("pk", chunk)).order_by("pk")
        yield from rows.values_list("pk", flat=True)


def _locked_one(model, pk: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_locking_one(connection.vendor, model), [pk])
        return [pk for (pk,) in cursor.fetchall()]


@lru_cache
def _locking_one(vendor: str, model) -> str:
    """The statement that locks the row of one key; Django takes longer to write it than to send.

    In no order: that of the model leads to terms and students, whose rows would be locked as well.
    """
    row = model._base_manager.select_for_update().filter(pk=0).order_by().values_list("pk")
    statement, _ = row.query.get_compiler(connection=connection).as_sql()
    return statement
