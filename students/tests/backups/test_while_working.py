"""A backup taken in the middle of an import, and brought to another database."""

import time
import zipfile

import pytest

from students.backups.archives import SUMS
from students.tests.jobs.files import marks_of
from students.tests.jobs.servers import Installation, database_url, drop_database, sqlite_url

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 1500
HALF_WAY = """
import pathlib, time
from students.imports import runs
from students.models import Institution
folder = pathlib.Path({folder!r})
def watch(iterable, words, total, size=None):
    for item in iterable:
        yield item
        if words == "Storing" and not (folder / "half").exists():
            (folder / "half").touch()
            while not (folder / "on").exists():
                time.sleep(0.05)
place = Institution.objects.get(code="DEMO")
where = {{"institution": place, "term": place.terms.first()}}
content = (folder / "marks.csv").read_bytes()
summary = runs.run_at_once("marks", content, "marks.csv", watch=watch, **where)
print(summary.stored)
"""

WRITTEN_MEANWHILE = """
import contextlib, pathlib, threading
from django.db import connection
from students.backups import saving
from students.models import Institution, Student
def write():
    Student.objects.create(institution=Institution.objects.first(), roll_no="LATE", name="Late")
    connection.close()
def seen(label):
    if not begun:
        begun.append(threading.Thread(target=write))
        begun[0].start()
        begun[0].join()
begun = []
if not {held}:
    saving.snapshot = contextlib.nullcontext
saving.back_up(pathlib.Path({path!r}), seen)
print(Student.objects.filter(roll_no="LATE").delete()[0])
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory, migrated, django_db_blocker):
    """A small demo, on the database server that is tested; each test leaves it whole."""
    folder = tmp_path_factory.mktemp("installation")
    with django_db_blocker.unblock():
        one = Installation(folder, database_url(folder))
    try:
        one.migrate(migrated)
        one.manage("seed_demo", "--students", "20")
        yield one
    finally:
        with django_db_blocker.unblock():
            drop_database()


@pytest.fixture(scope="module")
def other(tmp_path_factory, migrated):
    """Another, always on SQLite, whose content each test replaces."""
    folder = tmp_path_factory.mktemp("other")
    one = Installation(folder, sqlite_url(folder))
    one.migrate(migrated)
    return one


def sums(path) -> dict[str, str]:
    """The checksum of every table in a backup."""
    with zipfile.ZipFile(path) as archive:
        lines = archive.read(SUMS).decode().splitlines()
    found = (line.split("  ", 1) for line in lines)
    return {name: digest for digest, name in found if name.startswith("tables/")}


def lines_in(path, name) -> int:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"tables/students.{name}.jsonl").count(b"\n") - 1


def half_way(installation, folder):
    """Begin an import that stops in the middle of its transaction until `on` is there."""
    (folder / "marks.csv").write_text(marks_of(ROWS))
    process = installation.begin(HALF_WAY.format(folder=str(folder)))
    deadline = time.monotonic() + 120
    while not (folder / "half").exists():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


def test_of_an_import_under_way_a_backup_holds_nothing_and_after_it_all(
    installation, other, tmp_path
):
    before, during, after = (tmp_path / f"{name}.zip" for name in ("before", "during", "after"))
    installation.manage("backup", str(before))

    with half_way(installation, tmp_path) as process:
        installation.manage("backup", str(during))
        (tmp_path / "on").touch()
        assert process.stdout.read().strip() == "True"
    installation.manage("backup", str(after))

    assert sums(during) == sums(before)
    assert lines_in(after, "Mark") == lines_in(before, "Mark") + ROWS
    # Each comes back as it was, on the other database too, and is then backed up the same.
    for taken in (during, after):
        other.manage("restore", str(taken), "--replace")
        again = tmp_path / f"again-{taken.name}"
        other.manage("backup", str(again))
        assert sums(again) == sums(taken)


def test_what_is_written_between_two_tables_is_not_in_the_backup(installation, tmp_path):
    held, loose = tmp_path / "held.zip", tmp_path / "loose.zip"

    for path, as_it_is in ((held, True), (loose, False)):
        code = WRITTEN_MEANWHILE.format(held=as_it_is, path=str(path))
        assert installation.shell(code).splitlines()[-1] == "1"

    # Without the snapshot the same would be half in it: the test would notice.
    assert lines_in(loose, "Student") == lines_in(held, "Student") + 1


def test_what_comes_from_another_database_is_the_same_here(installation, other, tmp_path):
    there, here = tmp_path / "there.zip", tmp_path / "here.zip"
    other.manage("seed_demo", "--students", "10", "--seed", "3", "--fresh")
    other.manage("backup", str(there))

    installation.manage("restore", str(there), "--replace")

    installation.manage("backup", str(here))
    assert sums(here) == sums(there)
