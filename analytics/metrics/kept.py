"""Statements that Django has written once, kept, and sent again with other values.

To write twenty sums takes Django several times as long as a database takes to add them up. A
statement is kept by what it asks for and by the condition as Django has written it, so that only
the values differ from one time to the next; who sees which rows is decided where it always is.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, QuerySet, Value

MOST = 1000  # then all are written anew
MOMENT = Value(None, DateTimeField())
_kept: dict[Hashable, str] = {}


def grouped_rows(
    rows: QuerySet, asked: Hashable, grouped: Callable[[QuerySet], QuerySet]
) -> list[tuple]:
    """What `grouped` makes of rows of a table, as the database gives it. One query.

    `asked` tells one grouping from another.
    """
    try:
        condition, values = _written(rows.order_by().values_list("pk"))
    except EmptyResultSet:
        return []
    return fetched((rows.model, asked, condition), lambda: grouped(rows), values)


def fetched(asked: Hashable, query: Callable[[], QuerySet], values: tuple) -> list[tuple]:
    """The rows of a query, as the database gives them; `asked` and the values tell all of it."""
    key = connection.vendor, asked
    statement = _kept.get(key)
    if statement is None:
        try:
            statement, own = _written(query())
        except EmptyResultSet:
            return []
        if own == values:
            _keep(key, statement)
        values = own
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def moments_in(values: Iterable) -> dict[object, datetime | None]:
    """Moments as the database gives them, and what they mean."""
    meant = {value: value for value in values}
    for convert in connection.ops.get_db_converters(MOMENT):
        meant = {value: convert(one, MOMENT, connection) for value, one in meant.items()}
    return meant


def _keep(key: Hashable, statement: str):
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = statement


def _written(rows: QuerySet) -> tuple[str, tuple]:
    statement, values = rows.query.get_compiler(connection=connection).as_sql()
    return statement, tuple(values)
