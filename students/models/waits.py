"""Writing something that can wait, without making a page wait for whoever holds the write lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

BRIEF = 250  # milliseconds
LOCKED = ("database is locked", "database table is locked")
# MariaDB: a lock waited for too long, a deadlock, a record changed since it was read.
LOST_A_RACE = (1205, 1213, 1020)


@contextmanager
def briefly() -> Iterator[None]:
    """On SQLite, which has one writer, give the statements inside a quarter of a second to begin.

    What they raise then is an OperationalError, see `is_locked`. Other databases lock rows, for
    which there is nobody to wait.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    usual = int(connection.get_connection_params().get("timeout", 5) * 1000)
    try:
        _wait_at_most(BRIEF)
        yield
    finally:
        _wait_at_most(usual)


def is_locked(error: OperationalError) -> bool:
    """Whether SQLite said that somebody else is writing."""
    return str(error).startswith(LOCKED)


def lost_a_race(error: OperationalError) -> bool:
    """Whether MariaDB undid the transaction for another's sake and asks to try it anew."""
    return bool(error.args) and error.args[0] in LOST_A_RACE


def _wait_at_most(milliseconds: int):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
