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

CLAIM, TURN, WORKERS = "claim", "turn", "workers"
_held: dict[str, int] = {}  # of this process: key of the job, descriptor of the locked file


def claim(key: str) -> bool:
    """Hold the job until `release` or the end of this process; False where another works on it.

    Who only looks holds the file for a moment, together with others who look: that is waited for.
    """
    if key in _held:
        return True
    descriptor = os.open(folder_of(key) / CLAIM, os.O_RDWR | os.O_CREAT, 0o600)
    while not _takes(descriptor, fcntl.LOCK_EX):
        if not _takes(descriptor, fcntl.LOCK_SH):
            os.close(descriptor)
            return False
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    _held[key] = descriptor
    return True


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
        return not _takes(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


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


@contextmanager
def at_work() -> Iterator[None]:
    """Be counted among the workers, see `has_workers`, until this process ends."""
    descriptor = _locked(Path(settings.JOBS_DIR) / WORKERS, fcntl.LOCK_SH)
    try:
        yield
    finally:
        os.close(descriptor)


def has_workers() -> bool:
    """Whether any worker lives, on whatever host shares the folder."""
    descriptor = os.open(Path(settings.JOBS_DIR) / WORKERS, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return not _takes(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _locked(path: Path, how: int = fcntl.LOCK_EX) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, how)
    return descriptor


def _takes(descriptor: int, how: int) -> bool:
    """Whether the file could be locked without waiting."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
