"""Statements that Django has written once, kept, and sent again.

To write twenty sums, or all conditions of what a teacher sees, takes Django many times as long as a
database takes to answer. A statement is kept by all that it depends on: by its condition as Django
has written it, or by who asks (`Sight.key`) and what for. Who sees which rows is decided where it
always is.
"""

from collections.abc import Callable, Hashable, Iterable
from sys import intern

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, DateTimeField, Field, QuerySet, Value

MOST = 4_000  # then all are written anew; people of one role mostly share the text
MOMENT, DAY = DateTimeField(), DateField()
Statement = tuple[str, tuple]  # with its values; "" asks for nothing
_kept: dict[Hashable, Statement] = {}


def grouped_rows(
    rows: Callable[[], QuerySet],
    seen: Hashable,
    asked: Hashable,
    grouped: Callable[[QuerySet], QuerySet],
) -> list[tuple]:
    """What `grouped` makes of rows of a table, as the database gives it. One query.

    `seen` tells the rows and who asks for them, `asked` one grouping from another.
    """
    key = connection.vendor, "condition", seen
    condition, values = _kept.get(key) or _keep(key, _written(rows().order_by().values_list("pk")))
    return fetched((asked, condition), lambda: grouped(rows()), values) if condition else []


def fetched(
    asked: Hashable, query: Callable[[], QuerySet], values: tuple | None = None
) -> list[tuple]:
    """The rows of a query, as the database gives them.

    `asked` tells all of it, or all but the values that are given.
    """
    key = connection.vendor, asked
    kept = _kept.get(key)
    if kept is None:
        kept = _written(query())
        if values not in (None, kept[1]):  # it has others of its own
            return _sent(*kept)
        _keep(key, kept)
    return _sent(kept[0], kept[1] if values is None else values)


def meant_by(values: Iterable, kind: Field) -> dict:
    """Values as the database gives them, of one kind of field, and what they mean."""
    meant, column = {value: value for value in values}, Value(None, kind)
    for convert in connection.ops.get_db_converters(column):
        meant = {value: convert(one, column, connection) for value, one in meant.items()}
    return meant


def _sent(statement: str, values: tuple) -> list[tuple]:
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _keep(key: Hashable, statement: Statement) -> Statement:
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = statement
    return statement


def _written(rows: QuerySet) -> Statement:
    try:
        statement, values = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return intern(statement), tuple(values)
