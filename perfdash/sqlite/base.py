"""A database engine: SQLite, where everybody who waits to write has the same chance.

SQLite lets whoever waits look again after ever longer pauses, up to a tenth of a second, and who
comes anew at once: among busy writers some wait until they give up. Here one at a time stands
before the database, and the others wait for that place, all looking as often.
"""

import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base

PAUSES = 0.002, 0.010  # seconds between two looks, drawn by lot


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the beginning of a transaction."""

    def _start_transaction_under_autocommit(self):
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()
            return
        with self._first_in_line():
            super()._start_transaction_under_autocommit()

    @contextmanager
    def _first_in_line(self) -> Iterator[None]:
        """Stand before the database, or go there past the others after waiting in vain."""
        path = f"{self.settings_dict['NAME']}-turn"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._wait_for(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _wait_for(self, descriptor: int):
        until = time.monotonic() + self._patience()
        while not _is_mine(descriptor) and time.monotonic() < until:
            time.sleep(random.uniform(*PAUSES))  # noqa: S311 (no secret)

    def _patience(self) -> float:
        """Seconds that a statement would wait, which somebody may have set for a while."""
        return self.connection.execute("PRAGMA busy_timeout").fetchone()[0] / 1000


def _is_mine(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
