"""Which tables a backup holds, and their rows as plain values and back."""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from django.apps import apps
from django.db.models import Field, JSONField, Model

ROWS_AT_ONCE = 2000
# Who is signed in, who mistyped a password, what runs just now: nothing of it outlives a restore.
LEFT_OUT = ("sessions.", "axes.", "students.Job")
# Filled by every `migrate`; they do not make a database anything but empty.
BY_MIGRATE = ("contenttypes.ContentType", "auth.Permission")


def every_model() -> list[type[Model]]:
    """All tables that are ours to fill or clear."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def kept_models() -> list[type[Model]]:
    """Those whose rows a backup holds."""
    return [model for model in every_model() if not model._meta.label.startswith(LEFT_OUT)]


def columns_of(model: type[Model]) -> list[Field]:
    """The columns of a table; each row is written in this order."""
    return list(model._meta.concrete_fields)


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """The names of the columns, then every row in the order of its key, one JSON list a line."""
    names = [field.attname for field in columns_of(model)]
    yield _line(names)
    last = None
    # Page by page, since a driver may hold a whole answer in memory.
    while rows := _page(model, names, last):
        yield from (_line(row) for row in rows)
        last = rows[-1][names.index(model._meta.pk.attname)]


def rows_of(model: type[Model], lines: Iterable[bytes]) -> Iterator[dict]:
    """The rows as `store.insert` takes them; ValueError where the columns are not the model's."""
    lines = iter(lines)
    fields = {field.attname: field for field in columns_of(model)}
    names = json.loads(next(lines, b"[]"))
    if names != list(fields):
        raise ValueError(f"{model._meta.label} has other columns")
    reading = [_reading(fields[name]) for name in names]
    for line in lines:
        row = json.loads(line)
        yield {
            name: value if value is None else read(value)
            for name, read, value in zip(names, reading, row, strict=True)
        }


def _page(model: type[Model], names: list[str], last) -> list[tuple]:
    rows = model._base_manager.order_by("pk")
    rows = rows if last is None else rows.filter(pk__gt=last)
    return list(rows.values_list(*names)[:ROWS_AT_ONCE])


def _reading(field: Field) -> Callable:
    return (lambda value: value) if isinstance(field, JSONField) else field.to_python


def _line(row) -> bytes:
    return json.dumps(row, default=_plain, ensure_ascii=False).encode() + b"\n"


def _plain(value) -> str:
    if isinstance(value, datetime.date | datetime.time):  # every microsecond is kept
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a backup cannot hold {type(value).__name__}")
