"""What is asked and done once plain rows lie in tables of a transaction's own: the SQL of it."""

from django.db import connection

from students.models import Mark, MarkChange, Student, Subject, TermResult

NAMES = {
    "marks": Mark,
    "changes": MarkChange,
    "results": TermResult,
    "students": Student,
    "subjects": Subject,
}
# MariaDB locks all rows it looks at, those of others too where it looks through a table or a class:
# what is staged comes first, and leads to its own rows of the register by their keys.
WORDS = {
    "sqlite": {"equals": "IS", "then": "JOIN", "by_key": "", "by_subject": ""},
    "mysql": {
        "equals": "<=>",
        "then": "STRAIGHT_JOIN",
        "by_key": " FORCE INDEX (PRIMARY)",
        "by_subject": " FORCE INDEX (mark_unique)",
    },
}
SAME_PEOPLE = """
SELECT count(*) FROM staged_person AS p
{then} {results} AS r{by_key} ON r.id = p.result_id
{then} {students} AS s{by_key} ON s.id = r.student_id
WHERE r.student_id = p.student_id AND r.term_id = %s AND s.roll_key = p.roll_key
AND r.policy_version_id = p.policy_version_id AND s.version = p.student_version
AND r.branch_id = p.branch_id AND r.batch_id {equals} p.batch_id AND r.section = p.section
AND r.semester = p.semester
"""
SAME_MARKS = """
SELECT count(*) FROM staged_mark AS s
{then} staged_change AS c ON c.id = s.change_id
{then} {marks} AS m{by_subject}
    ON m.result_id = s.result_id AND m.subject_id = s.subject_id AND m.attempt = 1
WHERE s.row_state <> 'new' AND m.state = c.old_state AND m.score {equals} c.old_score
AND m.max_score = c.old_max_score AND m.published = c.old_published
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
{then} staged_change AS c ON c.id = s.change_id
{then} {marks} AS m{by_subject}
    ON m.result_id = s.result_id AND m.subject_id = s.subject_id AND m.attempt = 1
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


def run(cursor, statement: str, *values):
    """Only names of our own models stand in the statement; values are parameters."""
    quoted = {
        name: connection.ops.quote_name(model._meta.db_table) for name, model in NAMES.items()
    }
    cursor.execute(statement.format(**quoted, **WORDS[connection.vendor]), values)


def one(cursor, statement: str, *values) -> int:
    """The one number a statement asks for."""
    run(cursor, statement, *values)
    return cursor.fetchone()[0]
