"""Lines in a file beside the database: added in microseconds, set aside to be made rows of.

Whoever makes rows of them holds the turn and sets the file aside first, so that nobody who adds a
line waits for that.
"""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ADDING, TURN = "lock", "turn"


def add(line: dict) -> int:
    """Add a line; gives the size of the file, in bytes."""
    with _locked(ADDING), spool().open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps(line))  # begins anew after a line that was cut short
        return file.tell()


@contextmanager
def turn(wait: bool) -> Iterator[bool]:
    """Nobody else makes rows within the block; False where somebody does, and is not waited for."""
    with _locked(TURN, wait) as alone:
        yield alone


def set_aside() -> bool:
    """Set the lines aside that were added by now, in your turn; False where there are none."""
    with _locked(ADDING):
        if not spool().exists():
            return False
        spool().rename(aside())
    return True


def everything() -> bytes:
    """All lines there are, in your turn: those set aside in vain, then those added since."""
    with _locked(ADDING):
        return b"\n".join(path.read_bytes() for path in (aside(), spool()) if path.exists())


def replace(lines: bytes):
    """Drop all lines there are for these, in your turn."""
    with _locked(ADDING):
        aside().unlink(missing_ok=True)
        spool().write_bytes(lines)


def seconds_in_vain() -> float:
    """How long ago somebody set lines aside, or tried to make rows of them, to no avail."""
    try:
        return time.time() - aside().stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def spool() -> Path:
    """Where lines are added."""
    return Path(settings.TRAIL_DIR) / "looks.jsonl"


def aside() -> Path:
    """The lines that are being made rows, or could not be."""
    return Path(settings.TRAIL_DIR) / "looks-aside.jsonl"


@contextmanager
def _locked(name: str, wait: bool = True) -> Iterator[bool]:
    """One holder of the lock at a time, over all processes; False where it is not waited for."""
    with (Path(settings.TRAIL_DIR) / name).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
