"""What many tests begin with: built once in a run by its own doors, then stored row by row."""

import copy
import datetime
from decimal import Decimal
from functools import wraps

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

OURS = ("students", "analytics")
FEW = 40  # rows that a test has made before; only SQLite gives a key again that was taken back
KEPT: dict = {}  # what was stored and returned, by the function and all there was before


def kept(build):
    """Let a function that makes rows, and nothing else, do its work once for each way it is called.

    The second test that calls it on the same day with the same database before it is given the same
    rows, with the same keys, and a copy of what was returned. Where the database already holds
    more than a few rows everything is built anew. A world is to stand in rows alone, and to change
    none that were there before; what it is called with stays as it is.
    """

    @wraps(build)
    def made(*args, **named):
        before = rows()
        if sum(map(len, before.values())) > (FEW if connection.vendor == "sqlite" else 0):
            return build(*args, **named)
        called = names(args), names(named.values()), tuple(named)
        key = build.__qualname__, build.__module__, timezone.localdate(), called, told(before)
        if key in KEPT:
            stored, returned = KEPT[key]
            store(stored)
        else:
            returned = build(*args, **named)
            stored = added(before)
            if stored is None:
                return returned
            KEPT[key] = stored, copy.deepcopy(returned)
            return returned
        return copy.deepcopy(returned)

    return made


def added(before: dict) -> dict | None:
    """The rows that are there now beside those of before; None where one of those has changed."""
    after = rows()
    if any(not set(lines) <= set(after.get(table, ())) for table, lines in before.items()):
        return None
    new = {
        table: [line for line in lines if line not in before.get(table, ())]
        for table, lines in after.items()
    }
    return {table: lines for table, lines in new.items() if lines}


def names(args) -> tuple:
    """Arguments as words to compare: records by their keys."""
    return tuple((type(one), one.pk) if isinstance(one, Model) else one for one in args)


def told(found: dict) -> tuple:
    return tuple((table, tuple(lines)) for table, lines in sorted(found.items()))


def rows() -> dict[str, list[tuple]]:
    """Every row of the product's own tables, by table."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and model._meta.managed
    )
    with connection.cursor() as cursor:
        asked = ", ".join(f"EXISTS (SELECT 1 FROM {quoted(table)})" for table in tables)  # noqa: S608
        cursor.execute(f"SELECT {asked}")
        filled = [
            table for table, any_there in zip(tables, cursor.fetchone(), strict=True) if any_there
        ]
        return {table: _rows_of(cursor, table) for table in filled}


def _rows_of(cursor, table: str) -> list[tuple]:
    cursor.execute(f"SELECT * FROM {quoted(table)} ORDER BY 1")  # noqa: S608
    return [tuple(map(plain, row)) for row in cursor.fetchall()]


def plain(value):
    """A value as it is written into a statement again."""
    return str(value) if isinstance(value, datetime.date | datetime.time | Decimal) else value


def store(found: dict[str, list[tuple]]):
    """Write rows as they were."""
    with (
        transaction.atomic(),
        connection.constraint_checks_disabled(),
        connection.cursor() as cursor,
    ):
        for table, lines in found.items():
            places = ", ".join(["%s"] * len(lines[0]))
            cursor.executemany(f"INSERT INTO {quoted(table)} VALUES ({places})", lines)  # noqa: S608


def quoted(table: str) -> str:
    return connection.ops.quote_name(table)
