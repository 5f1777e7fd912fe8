"""Set-based writing; the one file with SQL of its own, beside an equal path through the ORM.

A row is a dict of column names and values, the same names in every row of a call. Measured for
10,000 rows of five marks: making a model of each row and compiling its values one by one would
take four times as long; bulk_update thirty times.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import JSONField
from django.db.models.constants import OnConflict

ROWS_AT_ONCE = 1000
SPOKEN = ("sqlite", "mysql")  # whose SQL is written here; any other database takes the ORM


def insert(model, rows: Iterable[dict]):
    """Add rows that are not there yet."""
    upsert(model, rows, (), ())


def upsert(model, rows: Iterable[dict], key: tuple[str, ...], fields: tuple[str, ...]):
    """Add rows; of those whose unique `key` is there already, set `fields`."""
    rows = list(rows)
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor not in SPOKEN:
        _by_orm(model, rows, key, fields, database)
        return
    model.objects.bulk_create([])  # asks the model's guard, which SQL alone would pass by
    _by_sql(model, rows, key, fields, database)


def write(model, changes: Iterable[tuple], key: tuple[str, ...], fields: tuple[str, ...]):
    """Add a row where its old value is None, and set `fields` of it where there is one.

    `changes` are pairs of a row and its old value. IntegrityError when somebody else has added the
    same meanwhile: what was not there when it was compared is not written over.
    """
    changes = list(changes)
    insert(model, [row for row, old in changes if old is None])
    upsert(model, [row for row, old in changes if old is not None], key, fields)


def _by_orm(model, rows: list[dict], key: tuple, fields: tuple, database):
    # MariaDB finds the unique key itself and refuses to be told; SQLite demands it.
    told = database.features.supports_update_conflicts_with_target
    model.objects.bulk_create(
        [model(**row) for row in rows],
        batch_size=ROWS_AT_ONCE,
        update_conflicts=bool(fields),
        update_fields=fields or None,
        unique_fields=key if fields and told else None,
    )


def _by_sql(model, rows: list[dict], key: tuple, fields: tuple, database):
    named = {field.attname: field for field in model._meta.concrete_fields}
    given = [named[name] for name in rows[0]]
    unsaid = [one for one in named.values() if not one.primary_key and one not in given]
    statement = _statement(model, [*given, *unsaid], key, fields, database)
    prepared = [_preparing(field, database) for field in given]
    defaults = [one.get_db_prep_save(one.pre_save(model(), True), database) for one in unsaid]
    with database.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            values = [
                [prepare(value) for prepare, value in zip(prepared, row.values(), strict=True)]
                + defaults
                for row in rows[start : start + ROWS_AT_ONCE]
            ]
            cursor.executemany(statement, values)


def _preparing(field, database) -> Callable:
    """From a value to what the database takes; each different value is prepared once."""
    prepare = partial(field.get_db_prep_save, connection=database)
    return prepare if isinstance(field, JSONField) else cache(prepare)  # a dict has no hash


def _statement(model, columns: list, key: tuple, fields: tuple, database) -> str:
    """Only names of our own models stand in the statement; values are parameters."""
    quoted = database.ops.quote_name
    names = ", ".join(quoted(field.column) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    table = quoted(model._meta.db_table)
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608
    if not fields:
        return statement
    suffix = database.ops.on_conflict_suffix_sql(
        columns, OnConflict.UPDATE, _columns(model, fields), _columns(model, key)
    )
    return f"{statement} {suffix}"


def _columns(model, names: tuple) -> list[str]:
    return [model._meta.get_field(name).column for name in names]
