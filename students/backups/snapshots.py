"""Reading the whole database as it was at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# SQLite: a transaction that only reads stops nobody (WAL); Django's own would take the write lock.
BEGIN = {
    "sqlite": ("BEGIN DEFERRED",),
    "mysql": (
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT",
    ),
}


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment: of an import all of it, or nothing."""
    if connection.in_atomic_block:
        raise RuntimeError("a snapshot begins its own transaction")
    with connection.cursor() as cursor:
        for statement in BEGIN[connection.vendor]:
            cursor.execute(statement)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
