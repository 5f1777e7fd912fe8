"""Who works on a job: a lock on a file of its folder, which the system takes off the dead.

A heartbeat would call a process dead that only waits for a lock, and would find a dead one late. A
lock of the system is gone in the moment its process is, however it ended.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from students.jobs.folders import folder_of

CLAIM, TURN = "claim", "turn"
_held: dict[str, int] = {}  # of this process: key of the job, descriptor of the locked file


def claim(key: str):
    """Hold the job until `release` or the end of this process; once is enough."""
    if key not in _held:
        _held[key] = _locked(folder_of(key) / CLAIM)


def release(key: str):
    """Let go of a job, if it is held here."""
    if (descriptor := _held.pop(key, None)) is not None:
        os.close(descriptor)


def is_claimed(key: str) -> bool:
    """Whether any living process holds the job."""
    if key in _held:
        return True
    try:
        descriptor = os.open(folder_of(key) / CLAIM, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def turn() -> Iterator[None]:
    """Where the database has one writer, one job of all processes at a time; the others wait."""
    if connection.vendor != "sqlite":
        yield
        return
    descriptor = _locked(Path(settings.JOBS_DIR) / TURN)
    try:
        yield
    finally:
        os.close(descriptor)


def _locked(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor
