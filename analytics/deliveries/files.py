"""The files of reports: private, named by a key drawn by lot, gone after some days."""

import datetime
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from analytics.models import ReportRun

TURN = "turn"
BOOK, PEOPLE, FETCHED, UNFINISHED = ".xlsx", ".json", ".fetched", ".new"
A_DAY = datetime.timedelta(days=1).total_seconds()


def path_of(run: ReportRun, kind: str = BOOK) -> Path:
    """Where its file lies, or the list of the students in it."""
    return Path(settings.REPORTS_DIR) / f"{run.key}{kind}"


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A new file for this user alone, which readers see whole or not at all."""
    # Of two who write the same report each has its own unfinished file.
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with open(os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb+") as stream:
            yield stream
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def is_kept(run: ReportRun) -> bool:
    """Whether its file can still be fetched."""
    in_time = run.expires_at is not None and run.expires_at > timezone.now()
    return in_time and path_of(run).exists()


def note_fetched(run: ReportRun):
    """Count that it was fetched: a sign in a file, as who reads a page waits for no database."""
    path = path_of(run, FETCHED)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(b".")


def times_fetched(run: ReportRun) -> int:
    """How often it was fetched; what was counted goes into its line when the file goes."""
    path = path_of(run, FETCHED)
    return path.stat().st_size if path.exists() else run.downloads


def remove_old() -> int:
    """Remove files whose time is over, and those of runs that are no more; how many there were.

    What was written within the last day is left alone: its run may not be stored yet.
    """
    now = timezone.now()
    files = [one for one in Path(settings.REPORTS_DIR).iterdir() if one.name != TURN]
    keys = {one.name.partition(".")[0] for one in files}
    rows = ReportRun.objects.filter(expires_at__gt=now)
    kept = set(rows.values_list("key", flat=True)) & keys
    over = set(ReportRun.objects.expired(now).values_list("key", flat=True))
    gone = [one for one in files if _is_over(one, kept, over)]
    for one in gone:
        if one.suffix == FETCHED:
            ReportRun.objects.filter(key=one.stem).update(downloads=one.stat().st_size)
        one.unlink(missing_ok=True)
    return sum(one.suffix == BOOK for one in gone)


def _is_over(file: Path, kept: set[str], over: set[str]) -> bool:
    key = file.name.partition(".")[0]
    return key in over or (key not in kept and time.time() - file.stat().st_mtime > A_DAY)


@contextmanager
def turn() -> Iterator[None]:
    """One nightly run at a time, on whichever host; the others wait."""
    path = Path(settings.REPORTS_DIR) / TURN
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
