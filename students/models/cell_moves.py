"""How the summaries are moved: by signed differences, added to cells that are made as needed."""

from collections.abc import Mapping
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from students.models.cell_sums import COUNTS, Cells, cell_key, totalled
from students.models.summaries import TOTALS

ROWS_AT_ONCE = 200
FEW = 8  # cells that are looked for before they are made
# What to do with a key that is there already, and how to name what was to be stored.
THERE = {
    "sqlite": ("ON CONFLICT ({}) DO UPDATE SET", "excluded.{}"),
    "mysql": ("ON DUPLICATE KEY UPDATE", "VALUES({})"),
}


def add_differences(model, columns: tuple[str, ...], moved: Cells):
    """Add signed differences to the cells of a summary model and to their totals."""
    add_cells(model, columns, moved)
    total, columns_of_total = TOTALS[model]
    add_cells(total, columns_of_total, totalled(moved, columns))


def add_cells(model, columns: tuple[str, ...], moved: Cells):
    """Add signed differences to the cells of one table, in the order of their keys.

    `columns` name a cell's values, `moved` maps them to what each count changes by. Two writers
    only ever add to the same rows.
    """
    ordered = sorted(moved, key=cell_key)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        some = ordered[start : start + ROWS_AT_ONCE]
        chunk = {cell_key(cell): (cell, moved[cell]) for cell in some}
        if len(chunk) <= FEW:
            chunk = {key: one for key, one in chunk.items() if not _add(model, key, one[1])}
        if chunk:
            _put(model, columns, chunk)


def _add(model, key: str, change: Mapping[str, int]) -> int:
    """Add to the cell of this key, if it is there; whether it is."""
    counted = tuple(name for name in COUNTS if name in change)
    with connection.cursor() as cursor:
        statement = _adding(connection.vendor, model, counted)
        cursor.execute(statement, (*(change[name] for name in counted), 1, _now(), key))
        return cursor.rowcount


@lru_cache(maxsize=512)
def _adding(vendor: str, model, counted: tuple[str, ...]) -> str:
    """The UPDATE that adds to these columns and to `changes` in the row of one key."""
    quote = connection.ops.quote_name
    added = ", ".join(f"{quote(name)} = {quote(name)} + %s" for name in (*counted, "changes"))
    table, moment, by = map(quote, (model._meta.db_table, "updated_at", "key"))
    return f"UPDATE {table} SET {added}, {moment} = %s WHERE {by} = %s"  # noqa: S608 (our own names)


def _put(model, columns: tuple[str, ...], cells: Mapping[str, tuple[tuple, Mapping[str, int]]]):
    """Make these cells, and add to those that are there: all of them in one statement."""
    now = _now()
    values = [
        (key, *cell, *(change.get(name, 0) for name in COUNTS), 1, now)
        for key, (cell, change) in cells.items()
    ]
    with connection.cursor() as cursor:
        statement = _putting(connection.vendor, model, columns, len(values))
        cursor.execute(statement, [value for row in values for value in row])


@lru_cache(maxsize=64)
def _putting(vendor: str, model, columns: tuple[str, ...], rows: int) -> str:
    quote = connection.ops.quote_name
    table, added = quote(model._meta.db_table), [quote(name) for name in (*COUNTS, "changes")]
    names = [quote(name) for name in ("key", *columns)] + added + [quote("updated_at")]
    places = ", ".join([f"({', '.join(['%s'] * len(names))})"] * rows)
    there, said = THERE[vendor]
    sums = ", ".join(f"{name} = {table}.{name} + {said.format(name)}" for name in added)
    moment = f"{quote('updated_at')} = {said.format(quote('updated_at'))}"
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES {places} "  # noqa: S608 (our own names)
        f"{there.format(quote('key'))} {sums}, {moment}"
    )


def _now():
    return connection.ops.adapt_datetimefield_value(timezone.now())
