"""The temporary tables that plain rows come into, and the way there."""

import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from students.imports.plain.staged import Staged
from students.imports.watching import Watch
from students.rules.grading import (
    COUNTED_STATES,
    MarkFact,
    mark_percent,
    subject_failed,
    subject_grade,
)
from students.rules.policy import Policy

ROWS_AT_ONCE = 50_000
# The server, the client, or its library will not have files sent.
NO_FILES = (1148, 2068, 3948, 4166)
PEOPLE = (
    "result_id, student_id, roll_key, roll_no, policy_version_id, student_version, branch_id, "
    "batch_id, section, semester"
)
CHANGES = (
    "id, state, score, max_score, published, old_state, old_score, old_max_score, old_published"
)
DERIVED = "percent, grade, passed"
MARKS = "result_id, subject_id, row_state, change_id"
TEXT = "VARCHAR({}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
TABLES = {
    "staged_person": (
        "result_id BIGINT NOT NULL PRIMARY KEY, student_id BIGINT NOT NULL, roll_key {key} "
        "NOT NULL, roll_no {key} NOT NULL, policy_version_id BIGINT NOT NULL, student_version "
        "BIGINT NOT NULL, branch_id BIGINT NOT NULL, batch_id BIGINT, section {key} NOT NULL, "
        "semester INTEGER NOT NULL"
    ),
    "staged_change": (
        "id INTEGER NOT NULL PRIMARY KEY, state {word} NOT NULL, score BIGINT, max_score BIGINT "
        "NOT NULL, published SMALLINT NOT NULL, old_state {word}, old_score BIGINT, "
        "old_max_score BIGINT, old_published SMALLINT, percent BIGINT, grade {word} NOT NULL, "
        "passed SMALLINT"
    ),
    "staged_mark": (
        "result_id BIGINT NOT NULL, subject_id BIGINT NOT NULL, row_state {word} NOT NULL, "
        "change_id INTEGER NOT NULL"
    ),
}
MARK_LINE = "%d\t%d\t%s\t%d\n"
# As LOAD DATA reads a text that holds what it parts columns and rows by.
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n"})


@contextmanager
def filled(cursor, staged: Staged, policy: Policy | None, watch: Watch) -> Iterator[None]:
    """The tables with all that is staged, as long as the block lasts.

    With a policy what follows from each mark stands beside it.
    """
    try:
        for table in TABLES:
            _make(cursor, table)
        _fill(cursor, staged, policy, watch)
        yield
    finally:
        for table in TABLES:
            cursor.execute(f"DROP {_temporary()} TABLE IF EXISTS {table}")


def _make(cursor, table: str):
    is_sqlite = connection.vendor == "sqlite"
    word, key = ("TEXT", "TEXT") if is_sqlite else (TEXT.format(12), TEXT.format(120))
    columns = TABLES[table].format(word=word, key=key)
    engine = "" if is_sqlite else " ENGINE = Aria TRANSACTIONAL = 0"
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns}){engine}")


def _temporary() -> str:
    """SQLite tells a temporary table by itself; to MariaDB a DROP without the word is a commit."""
    return "" if connection.vendor == "sqlite" else "TEMPORARY"


def _fill(cursor, staged: Staged, policy: Policy | None, watch: Watch):
    people = f"SELECT {PEOPLE} FROM people"  # noqa: S608
    marks = f"SELECT {MARKS} FROM plain ORDER BY result_id, subject_id"  # noqa: S608
    ((count,),) = staged.select("SELECT count(*) FROM plain")
    changes = _batches(staged, f"SELECT {CHANGES} FROM changes")  # noqa: S608
    _send(cursor, "staged_person", PEOPLE, _batches(staged, people))
    derived = ([(*row, *_derived(row, policy)) for row in some] for some in changes)
    _send(cursor, "staged_change", f"{CHANGES}, {DERIVED}", derived)
    watched = watch(_batches(staged, marks), "Storing", count, len)
    _send(cursor, "staged_mark", MARKS, watched, MARK_LINE.__mod__)


def _derived(change: tuple, policy: Policy | None) -> tuple:
    """Percent, grade and pass of a mark under a policy; without one the refresh derives them."""
    if policy is None:
        return None, "", None
    _id, state, score, maximum, *_rest = change
    percent = mark_percent(state, score, maximum)
    failed = subject_failed(policy, MarkFact(state, percent))
    passed = int(not failed) if state in COUNTED_STATES else None
    return percent, subject_grade(policy, percent), passed


def _batches(staged: Staged, statement: str) -> Iterator[list[tuple]]:
    rows = staged.select(statement)
    while batch := list(itertools.islice(rows, ROWS_AT_ONCE)):
        yield batch


def _line(row: tuple) -> str:
    return "\t".join(map(_field, row)) + "\n"


def _field(value) -> str:
    if value is None:
        return "\\N"
    return value.translate(ESCAPES) if isinstance(value, str) else str(value)


def _send(
    cursor,
    table: str,
    columns: str,
    batches: Iterator[list[tuple]],
    line: Callable[[tuple], str] = _line,
):
    places = ", ".join(["%s"] * len(columns.split(",")))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
    for batch in batches:
        lines = map(line, batch)
        if connection.vendor != "mysql" or not _sent_as_file(cursor, table, columns, lines):
            cursor.executemany(statement, batch)


def _sent_as_file(cursor, table: str, columns: str, lines: Iterable[str]) -> bool:
    """Send rows as a file, which takes a third of the time; False where that is not allowed."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
        file.flush()
        try:
            cursor.execute(
                f"LOAD DATA LOCAL INFILE %s INTO TABLE {table} CHARACTER SET utf8mb4 ({columns})",
                [file.name],
            )
        except OperationalError as error:
            if error.args[0] in NO_FILES:
                return False
            raise
    return True
