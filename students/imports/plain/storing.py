"""Plain rows into the register by a few statements, whatever their number; the SQL of this folder.

They come into two tables of the transaction's own, are held against the register there, and go from
there into marks and history. A database whose SQL is not written here takes them row by row.
"""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import OperationalError, connection
from django.utils import timezone

from students.imports.places import Place
from students.imports.plain.staged import Staged
from students.imports.refusals import PlanStale
from students.imports.stale import STALE
from students.imports.store import SPOKEN
from students.imports.watching import Watch
from students.models import Component, Mark, MarkChange, PolicyVersion, Student, Subject, TermResult
from students.models.changes import actor
from students.models.refresh import Refresh
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
NAMES = {
    "marks": Mark,
    "changes": MarkChange,
    "results": TermResult,
    "students": Student,
    "subjects": Subject,
}
SAME_PEOPLE = """
SELECT count(*) FROM staged_person AS p
JOIN {results} AS r ON r.id = p.result_id
JOIN {students} AS s ON s.id = r.student_id
WHERE r.student_id = p.student_id AND r.term_id = %s AND s.roll_key = p.roll_key
AND r.policy_version_id = p.policy_version_id AND s.version = p.student_version
AND r.branch_id = p.branch_id AND r.batch_id {equals} p.batch_id AND r.section = p.section
AND r.semester = p.semester
"""
SAME_MARKS = """
SELECT count(*) FROM staged_mark AS s
JOIN staged_change AS c ON c.id = s.change_id
JOIN {marks} AS m ON m.result_id = s.result_id AND m.subject_id = s.subject_id AND m.attempt = 1
WHERE m.state = c.old_state AND m.score {equals} c.old_score AND m.max_score = c.old_max_score
AND m.published = c.old_published
"""
WITH_OLD = "SELECT count(*) FROM staged_mark WHERE row_state <> 'new'"
INSERT = """
INSERT INTO {marks} (
    result_id, subject_id, attempt, state, score, max_score, published, percent, grade, passed
)
SELECT s.result_id, s.subject_id, 1, c.state, c.score, c.max_score, c.published,
    c.percent, c.grade, c.passed
FROM staged_mark AS s JOIN staged_change AS c ON c.id = s.change_id WHERE s.row_state = 'new'
"""
UPDATE = {
    "sqlite": """
UPDATE {marks} AS m
SET state = c.state, score = c.score, max_score = c.max_score, published = c.published,
    percent = c.percent, grade = c.grade, passed = c.passed
FROM staged_mark AS s JOIN staged_change AS c ON c.id = s.change_id
WHERE m.result_id = s.result_id AND m.subject_id = s.subject_id AND m.attempt = 1
AND s.row_state = 'changed'
""",
    "mysql": """
UPDATE staged_mark AS s
JOIN staged_change AS c ON c.id = s.change_id
JOIN {marks} AS m ON m.result_id = s.result_id AND m.subject_id = s.subject_id AND m.attempt = 1
SET m.state = c.state, m.score = c.score, m.max_score = c.max_score, m.published = c.published,
    m.percent = c.percent, m.grade = c.grade, m.passed = c.passed
WHERE s.row_state = 'changed'
""",
}
HISTORY = """
INSERT INTO {changes} (
    at, user_id, door, run_id, institution_id, term_id, student_id, roll_no, subject_id,
    subject_code, attempt, component, old_state, old_score, old_max, old_published,
    new_state, new_score, new_max, new_published
)
SELECT %s, %s, %s, %s, %s, %s, p.student_id, p.roll_no, s.subject_id, t.code, 1, '',
    coalesce(c.old_state, ''), c.old_score, c.old_max_score, c.old_published,
    c.state, c.score, c.max_score, c.published
FROM staged_mark AS s
JOIN staged_change AS c ON c.id = s.change_id
JOIN staged_person AS p ON p.result_id = s.result_id
JOIN {subjects} AS t ON t.id = s.subject_id
WHERE s.row_state <> 'same'
"""


def is_spoken() -> bool:
    """Whether the SQL of this database is written here."""
    return connection.vendor in SPOKEN


def result_ids(staged: Staged) -> Iterator[int]:
    """The results whose marks the rows say."""
    return (pk for (pk,) in staged.select("SELECT result_id FROM people"))


def store(staged: Staged, place: Place, refresh: Refresh, watch: Watch):
    """Write the marks and their history, inside a refresh that has locked their results.

    PlanStale where a student, a subject or a mark is not what it was when the file was read.
    """
    Mark.objects.bulk_create([])  # asks the model's guard, which SQL alone would pass by
    _check_subjects(staged, place)
    policy = _one_policy(staged)
    with connection.cursor() as cursor:
        try:
            for table in TABLES:
                _make(cursor, table)
            _fill(cursor, staged, policy, watch)
            _check(cursor, place)
            _run(cursor, INSERT)
            _run(cursor, UPDATE[connection.vendor])
            acting, now = actor(), timezone.now()
            at = connection.ops.adapt_datetimefield_value(now)
            who = at, acting.user_id, acting.door, acting.run_id
            _run(cursor, HISTORY, *who, place.institution.pk, place.term.pk)
        finally:
            for table in TABLES:
                cursor.execute(f"DROP {_temporary()} TABLE IF EXISTS {table}")

    if policy:
        refresh.settle(result_ids(staged))


def _one_policy(staged: Staged) -> Policy | None:
    """The policy that all of these results are bound to, where it is one."""
    found = list(staged.select("SELECT DISTINCT policy_version_id FROM people"))
    return PolicyVersion.objects.get(pk=found[0][0]).policy if len(found) == 1 else None


def _check_subjects(staged: Staged, place: Place):
    said = {int(pk): key for pk, key in staged.head["subjects"].items()}
    used = [pk for (pk,) in staged.select("SELECT DISTINCT subject_id FROM plain")]
    keys = dict(Subject.objects.filter(pk__in=used).values_list("pk", "code_key"))
    with_parts = Component.objects.filter(term=place.term, subject__in=used)
    if keys != {pk: said[pk] for pk in used} or with_parts.exists():
        raise PlanStale(STALE)


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
    _send(cursor, "staged_mark", MARKS, watch(_batches(staged, marks), "Storing", count, len))


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


def _send(cursor, table: str, columns: str, batches: Iterator[list[tuple]]):
    places = ", ".join(["%s"] * len(columns.split(",")))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
    for batch in batches:
        if connection.vendor != "mysql" or not _sent_as_file(cursor, table, columns, batch):
            cursor.executemany(statement, batch)


def _sent_as_file(cursor, table: str, columns: str, batch: list[tuple]) -> bool:
    """Send rows as a file, which takes a third of the time; False where that is not allowed."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
        file.writelines(map(_line, batch))
        file.flush()
        try:
            cursor.execute(
                f"LOAD DATA LOCAL INFILE %s INTO TABLE {table} CHARACTER SET utf8mb4 ({columns})",
                [str(Path(file.name))],
            )
        except OperationalError as error:
            if error.args[0] in NO_FILES:
                return False
            raise
    return True


def _line(row: tuple) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in row) + "\n"


def _check(cursor, place: Place):
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    people = _one(cursor, SAME_PEOPLE + lock, place.term.pk)
    if people != _one(cursor, "SELECT count(*) FROM staged_person"):
        raise PlanStale(STALE)
    if _one(cursor, SAME_MARKS) != _one(cursor, WITH_OLD):
        raise PlanStale(STALE)


def _one(cursor, statement: str, *values) -> int:
    _run(cursor, statement, *values)
    return cursor.fetchone()[0]


def _run(cursor, statement: str, *values):
    """Only names of our own models stand in the statement; values are parameters."""
    quoted = {
        name: connection.ops.quote_name(model._meta.db_table) for name, model in NAMES.items()
    }
    equals = "IS" if connection.vendor == "sqlite" else "<=>"
    cursor.execute(statement.format(**quoted, equals=equals), values)
