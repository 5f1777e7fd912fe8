"""The plain rows of a plan in a file of their own: an SQLite database that is written once.

A million rows take no memory, a page of them is found by their number, and a database takes them
from here without any of them becoming an object.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from students.imports.refusals import PlanLost

TABLES = """
CREATE TABLE head (value TEXT NOT NULL);
CREATE TABLE people (
    result_id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL, roll_key TEXT NOT NULL,
    roll_no TEXT NOT NULL, policy_version_id INTEGER NOT NULL
);
CREATE TABLE plain (
    number INTEGER PRIMARY KEY, row_state TEXT NOT NULL, result_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL, state TEXT NOT NULL, score INTEGER, max_score INTEGER NOT NULL,
    published INTEGER NOT NULL, old_state TEXT, old_score INTEGER, old_max_score INTEGER,
    old_published INTEGER, texts TEXT NOT NULL
);
CREATE TABLE single (number INTEGER PRIMARY KEY, row_state TEXT NOT NULL, row TEXT NOT NULL);
"""
INDEXES = """
CREATE INDEX plain_by_state ON plain (row_state);
CREATE INDEX single_by_state ON single (row_state);
"""
OF_MARKS = "CREATE INDEX plain_of_result ON plain (result_id, subject_id)"
TWICE = """
SELECT DISTINCT roll_key FROM people WHERE result_id IN (
    SELECT result_id FROM plain GROUP BY result_id, subject_id HAVING count(*) > 1
)
"""
UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE"
FIELDS, PEOPLE_FIELDS = 13, 5
VALUES = (
    "subject_id, state, score, max_score, published, "
    "old_state, old_score, old_max_score, old_published"
)


class Writing:
    """The file while it is written, nameless in the staging folder until it is kept."""

    def __init__(self):
        Path(settings.STAGING_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115 (it goes with its last user)
            dir=settings.STAGING_DIR, prefix="plain-"
        )
        self._database = sqlite3.connect(self._file.name, isolation_level=None)
        self._database.executescript(UNSAFE)
        self._database.executescript(TABLES)
        self._database.execute("BEGIN")

    def add(self, rows: Iterable[tuple], people: Iterable[tuple]):
        """Add plain rows, in the order of the table's columns, and the students they are of."""
        self._many("INSERT INTO plain", FIELDS, rows)
        self._many("INSERT OR IGNORE INTO people", PEOPLE_FIELDS, people)

    def twice(self) -> list[str]:
        """The roll keys of students of whom two rows say the same mark."""
        self._database.execute(OF_MARKS)
        self._database.execute("CREATE INDEX people_by_key ON people (roll_key)")
        return [key for (key,) in self._database.execute(TWICE)]

    def drop(self, roll_keys: Iterable[str]) -> Iterator[tuple]:
        """Take out what is said of these students; gives subject, new and old value of each."""
        for key in roll_keys:
            person = "SELECT result_id FROM people WHERE roll_key = ?"
            for result in self._database.execute(person, [key]).fetchall():
                gone = f"DELETE FROM plain WHERE result_id = ? RETURNING {VALUES}"  # noqa: S608
                yield from self._database.execute(gone, result).fetchall()
                self._database.execute("DELETE FROM people WHERE result_id = ?", result)

    def among(self, roll_keys: Iterable[str]) -> set[str]:
        """Those of these students of whom plain rows are staged."""
        found = (
            self._database.execute("SELECT 1 FROM people WHERE roll_key = ?", [key]).fetchone()
            and key
            for key in roll_keys
        )
        return set(filter(None, found))

    def finish(self, head: dict, single: Iterable[tuple[int, str, str]]) -> "Staged":
        """Add the rows that were read one by one, and what is to be known of all; ready."""
        self._many("INSERT INTO single", 3, single)
        self._database.execute("INSERT INTO head VALUES (?)", [json.dumps(head)])
        self._database.execute("COMMIT")
        self._database.executescript(INDEXES)
        self._database.close()
        return Staged(Path(self._file.name), digest_of(Path(self._file.name)), self._file)

    def first_and_last(self) -> list[tuple[int, str]]:
        """Number and texts of the first and of the last plain row, if there are any."""
        ends = "SELECT min(number) FROM plain UNION SELECT max(number) FROM plain"
        rows = f"SELECT number, texts FROM plain WHERE number IN ({ends}) ORDER BY number"  # noqa: S608
        return self._database.execute(rows).fetchall()

    def _many(self, into: str, width: int, rows: Iterable[tuple]):
        self._database.executemany(f"{into} VALUES ({', '.join('?' * width)})", rows)


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
