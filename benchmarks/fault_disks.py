"""Imports on a disk that fills up: a small one of its own, which a superuser mounts."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from fault_ground import empty_register
from fault_table import Line

from students.tests.faults.disks import Full, imports_on_full_disks

DISK = 48 * 2**20
MOST = 2 * 2**20  # bytes of room of the last try
COUNT = 20


def full(folder: Path, count: int = COUNT) -> Line:
    """SQLite, staged files and jobs on a disk with ever more room, from none at all."""
    if connection.vendor != "sqlite":
        raise SystemExit("This is about SQLite: name no DATABASE_URL, or one of SQLite.")
    with _small_disk(folder) as disk:
        settings.JOBS_DIR = disk / "jobs"
        settings.JOBS_DIR.mkdir()
        with empty_register(disk):
            rooms = [number**2 * MOST // max(1, (count - 1) ** 2) for number in range(count)]
            found = imports_on_full_disks(lambda room: _filled(disk, room), rooms)
    return Line(
        f"disk full during an import on SQLite, {count} times", _told(found), found.is_clean
    )


def _told(found: Full) -> str:
    for words in found.other:
        print(words)
    return (
        f"{found.told} times it was said that the disk is full, {found.interrupted} times that "
        "the job was interrupted (there was no room to note more), "
        f"{found.stored} times there was room enough; {found.half} half imports, "
        f"{len(found.other)} other messages, {found.stuck} could not be run again once there was "
        f"room, {found.untrue} figures untrue"
    )


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False).returncode:
        raise SystemExit("Only a superuser mounts a small disk to fill.")
    try:
        yield disk
    finally:
        connection.close()
        subprocess.run(["umount", "--lazy", str(disk)], check=True)  # noqa: S607


@contextmanager
def _filled(disk: Path, room: int) -> Iterator[None]:
    """Leave no more than so many bytes of room."""
    found = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, found.f_bavail * found.f_frsize - room))
    try:
        yield
    finally:
        filler.unlink()
