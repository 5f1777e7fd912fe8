"""The plain rows of a plan in a file of their own: an SQLite database that is written once.

A million rows take no memory, a page of them is found by their number, and a database takes them
from here without any of them becoming an object.
"""

import errno
import hashlib
import json
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from students.imports.refusals import PlanLost

TABLES = """
CREATE TABLE head (value TEXT NOT NULL);
CREATE TABLE people (
    result_id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL, roll_key TEXT NOT NULL,
    roll_no TEXT NOT NULL, policy_version_id INTEGER NOT NULL, student_version INTEGER NOT NULL,
    branch_id INTEGER NOT NULL, batch_id INTEGER, section TEXT NOT NULL, semester INTEGER NOT NULL
);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, state TEXT NOT NULL, score INTEGER, max_score INTEGER NOT NULL,
    published INTEGER NOT NULL, old_state TEXT, old_score INTEGER, old_max_score INTEGER,
    old_published INTEGER
);
CREATE TABLE plain (
    number INTEGER PRIMARY KEY, row_state TEXT NOT NULL, result_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL, change_id INTEGER NOT NULL, texts TEXT NOT NULL
);
CREATE TABLE single (number INTEGER PRIMARY KEY, row_state TEXT NOT NULL, row TEXT NOT NULL);
"""
INDEXES = """
CREATE INDEX plain_by_state ON plain (row_state);
CREATE INDEX single_by_state ON single (row_state);
"""
OF_MARKS = "CREATE INDEX plain_of_result ON plain (result_id, subject_id)"
OF_KEYS = "CREATE INDEX people_by_key ON people (roll_key)"
TWICE = """
SELECT DISTINCT roll_key FROM people WHERE result_id IN (
    SELECT result_id FROM plain GROUP BY result_id, subject_id HAVING count(*) > 1
)
"""
DROP = (
    "DELETE FROM plain WHERE result_id IN (SELECT result_id FROM people WHERE roll_key = ?)",
    "DELETE FROM people WHERE roll_key = ?",
)
TALLIES = """
SELECT subject_id, times, changes.* FROM changes JOIN (
    SELECT subject_id, change_id, count(*) AS times FROM plain GROUP BY change_id, subject_id
) ON change_id = id
"""
ENDS = """
SELECT number, texts FROM plain WHERE number IN (
    SELECT min(number) FROM plain UNION SELECT max(number) FROM plain
)
"""
UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE"


class Writing:
    """The file while it is written, nameless in the staging folder until it is kept."""

    def __init__(self):
        self._file = _Nameless()
        self._database = sqlite3.connect(self._file.path, isolation_level=None)
        self._database.executescript(UNSAFE)
        self._database.executescript(TABLES)
        self._database.execute("BEGIN")

    def add(self, rows: Iterable[tuple], people: Iterable[tuple], changes: Iterable[tuple]):
        """Add plain rows, the students they are of and the changes they make, column by column."""
        self._many("INSERT OR IGNORE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", people)
        self._many("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", changes)
        self._many("INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)", rows)

    def twice(self) -> list[str]:
        """The roll keys of students of whom two rows say the same mark; asked when all are in."""
        self._database.execute(OF_MARKS)
        self._database.execute(OF_KEYS)
        return [key for (key,) in self._database.execute(TWICE)]

    def drop(self, roll_keys: Iterable[str]):
        """Take out what is said of these students."""
        keys = [(key,) for key in roll_keys]
        for statement in DROP:
            self._many(statement, keys)

    def among(self, roll_keys: Iterable[str]) -> set[str]:
        """Those of these students of whom plain rows are staged."""
        one = "SELECT roll_key FROM people WHERE roll_key = ?"
        return {
            found for key in roll_keys for (found,) in self._database.execute(one, [key]).fetchall()
        }

    def tallies(self) -> Iterator[tuple]:
        """Subject, how many rows of it make a change, and that change as `add` was given it."""
        return self._database.execute(TALLIES)

    def ends(self) -> list[tuple[int, str]]:
        """Number and texts of the first and of the last plain row, if there are any."""
        return self._database.execute(ENDS).fetchall()

    def finish(self, head: dict, single: Iterable[tuple[int, str, str]]) -> "Staged":
        """Add the rows that were read one by one, and what is to be known of all; ready."""
        self._many("INSERT INTO single VALUES (?, ?, ?)", single)
        with _room():
            self._database.execute("INSERT INTO head VALUES (?)", [json.dumps(head)])
            self._database.execute("COMMIT")
            self._database.executescript(INDEXES)
            self._database.close()
        path = self._file.path
        return Staged(path, digest_of(path), self._file)

    def _many(self, statement: str, rows: Iterable[tuple]):
        with _room():
            self._database.executemany(statement, rows)


class _Nameless:
    """A file in the staging folder that goes with its last user."""

    def __init__(self):
        Path(settings.STAGING_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=settings.STAGING_DIR, prefix="plain-")
        os.close(descriptor)
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)


@contextmanager
def _room() -> Iterator[None]:
    """A disk that is full is told as any other file tells it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "disk is full" in str(error):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise


class Staged:
    """The file once it is written; nothing is ever changed in it."""

    def __init__(self, path: Path, digest: str, file=None):
        self.path, self.digest = path, digest
        self._file = file  # a nameless one goes with its last user

    def keep(self, folder: Path):
        """Give it a name in a folder, by which `staged_in` finds it."""
        kept = _path(folder, self.digest)
        if not kept.exists():
            os.link(self.path, kept)

    @property
    def head(self) -> dict:
        """What is to be known of all rows, as `finish` was given it."""
        ((value,),) = self.select("SELECT value FROM head")
        return json.loads(value)

    def select(self, statement: str, values: Iterable = ()) -> Iterator[tuple]:
        """The rows a statement finds. PlanLost when the file is gone."""
        try:
            with closing(self._opened()) as database:
                yield from database.execute(statement, tuple(values))
        except sqlite3.OperationalError as error:
            if self.path.exists():
                raise
            raise PlanLost(_("The preview was stored or given up meanwhile.")) from error

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True)


def staged_in(folder: Path, digest: str) -> Staged:
    """The file of this digest in a folder; PlanLost when it is gone or was tampered with."""
    path = _path(folder, digest)
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise PlanLost(_("The staged preview is gone. Upload the file anew.")) from error
    if _digest_of(path, status.st_ino, status.st_size, status.st_mtime_ns) != digest:
        raise PlanLost(_("The staged preview is not the one that was shown. Upload the file anew."))
    return Staged(path, digest)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=64)
def _digest_of(path: Path, *_as_it_is: int) -> str:
    """The same; of a file that nobody has written to since it is known."""
    return digest_of(path)


def _path(folder: Path, digest: str) -> Path:
    return folder / f"plain-{digest}.sqlite3"
