"""Waiting for whoever holds a lock: not at all, a moment, or by trying the transaction again."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection

BRIEF = 250  # milliseconds
TRIES = 4
LOCKED = ("database is locked", "database table is locked")
# MariaDB: a lock waited for too long, a deadlock, a record changed since it was read.
LOST_A_RACE = (1205, 1213, 1020)
Outcome = TypeVar("Outcome")


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


def is_passing(error: OperationalError) -> bool:
    """Whether either stood in the way; who has time, as a nightly run has, tries anew."""
    return is_locked(error) or lost_a_race(error)


def retrying(
    work: Callable[[], Outcome], again: Callable[[OperationalError], bool] = lost_a_race
) -> Outcome:
    """What `work`, a whole transaction, gives; tried anew after a deadlock or a lock timeout.

    `again` says after which errors; SQLite has waited for some seconds before it says "locked".
    """
    for attempt in range(1, TRIES + 1):
        try:
            return work()
        except OperationalError as error:
            # Inside somebody else's transaction a part must not be repeated alone.
            if not again(error) or attempt == TRIES or connection.in_atomic_block:
                raise
            time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311 (no secret)
    raise AssertionError("unreachable")


def _wait_at_most(milliseconds: int):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
