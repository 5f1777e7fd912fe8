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
    return objects_of(model, (), _stored(model, columns_of(model), column, value))


def renew(row: models.Model, names: tuple[str, ...]):
    """Give a row the values of these columns as they are stored; it has to be there still."""
    found = _stored(type(row), names, "pk", row.pk)
    if not found:
        raise type(row).DoesNotExist
    for name, value in zip(names, _read(type(row), names, found[0]), strict=True):
        setattr(row, name, value)


def _stored(
    model: type[models.Model], names: tuple[str, ...], column: str, value: int
) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor, model, names, column), [value])
        return cursor.fetchall()


@lru_cache
def columns_of(model: type[models.Model], prefix: str = "") -> tuple[str, ...]:
    """The names by which a query gives all that is stored of a model, or of one it leads to."""
    return tuple(f"{prefix}{field.attname}" for field in model._meta.concrete_fields)


def columns_with(model: type[models.Model], related: Iterable[str]) -> tuple[str, ...]:
    """The same of a model and of those it leads to by these names, one after the other."""
    kinds = ((name, model._meta.get_field(name).related_model) for name in related)
    further = (column for name, kind in kinds for column in columns_of(kind, f"{name}__"))
    return (*columns_of(model), *further)


def objects_of(
    model: type[models.Model], related: Iterable[str], rows: Iterable[tuple]
) -> list[models.Model]:
    """Objects of rows that hold `columns_with` as the database gives them; what may follow these
    in a row is left alone. Each has those it leads to, as with `select_related`."""
    links = [model._meta.get_field(name) for name in related]
    return [_joined(model, links, row) for row in rows]


def _joined(model: type[models.Model], links: list, row: tuple) -> models.Model:
    end = len(model._meta.concrete_fields)
    found = _object(model, row[:end])
    for link in links:
        kind, start = link.related_model, end
        end += len(kind._meta.concrete_fields)
        link.set_cached_value(found, _object(kind, row[start:end]))
    return found


def _object(model: type[models.Model], row: tuple) -> models.Model | None:
    """The object of a row; None where there is none, which a join gives as nulls."""
    names = columns_of(model)
    if row[names.index(model._meta.pk.attname)] is None:
        return None
    return model.from_db(connection.alias, names, _read(model, names, row))


def _read(model: type[models.Model], names: tuple[str, ...], row: tuple) -> list:
    """Values of these columns, from what the database gives."""
    values = list(row)
    for place, column, convert in _readers(connection.vendor, model, names):
        values[place] = convert(values[place], column, connection)
    return values


@lru_cache
def _readers(
    vendor: str, model: type[models.Model], names: tuple[str, ...]
) -> list[tuple[int, Expression, Callable]]:
    """The place of each column that is stored as something else, and what it has to go through."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name].get_col(model._meta.db_table) for name in names]
    return [
        (place, column, convert)
        for place, column in enumerate(columns)
        for convert in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    ]


@lru_cache
def _statement(vendor: str, model: type[models.Model], names: tuple[str, ...], column: str) -> str:
    rows = model._base_manager.filter(**{column: 0}).order_by("pk").values_list(*names)
    return rows.query.get_compiler(connection=connection).as_sql()[0]
