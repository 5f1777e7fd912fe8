"""Rows as they are stored, by statements that Django has written once.

To write one takes Django several times as long as the database takes to answer it.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.db import connection, models
from django.db.models import Expression


def row_of(model: type[models.Model], pk: int | None) -> models.Model | None:
    """The row of this key as an object; None where there is none."""
    return next(iter(rows_of(model, "pk", pk)), None) if pk else None


def rows_of(model: type[models.Model], column: str, value: int) -> list[models.Model]:
    """All rows with this value in a column, in the order of their keys."""
    return list(model._base_manager.raw(_statement(connection.vendor, model, column), [value]))


def renew(row: models.Model, names: tuple[str, ...]):
    """Give a row the values of these columns as they are stored; it has to be there still."""
    fresh = row_of(type(row), row.pk)
    if fresh is None:
        raise type(row).DoesNotExist
    for name in names:
        setattr(row, name, getattr(fresh, name))


def columns_of(model: type[models.Model], prefix: str = "") -> tuple[str, ...]:
    """The names by which a query gives all that is stored of a model, or of one it leads to."""
    return tuple(f"{prefix}{field.attname}" for field in model._meta.concrete_fields)


def objects_of(model: type[models.Model], rows: Iterable[tuple]) -> list[models.Model]:
    """Objects of rows that hold the columns of a model, as the database gives them."""
    names, readers = columns_of(model), _readers(connection.vendor, model)
    found = []
    for row in rows:
        values = list(row)
        for place, column, convert in readers:
            values[place] = convert(values[place], column, connection)
        found.append(model.from_db(connection.alias, names, values))
    return found


@lru_cache
def _readers(vendor: str, model: type[models.Model]) -> list[tuple[int, Expression, Callable]]:
    """The place of each column that is stored as something else, and what it has to go through."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    return [
        (place, column, convert)
        for place, column in enumerate(columns)
        for convert in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    ]


@lru_cache
def _statement(vendor: str, model: type[models.Model], column: str) -> str:
    rows = model._base_manager.filter(**{column: 0}).order_by("pk")
    return rows.query.get_compiler(connection=connection).as_sql()[0]
