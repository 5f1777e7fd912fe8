"""Rows as they are stored, by statements that Django has written once.

To write one takes Django several times as long as the database takes to answer it.
"""

from functools import lru_cache

from django.db import connection, models


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


@lru_cache
def _statement(vendor: str, model: type[models.Model], column: str) -> str:
    rows = model._base_manager.filter(**{column: 0}).order_by("pk")
    return rows.query.get_compiler(connection=connection).as_sql()[0]
