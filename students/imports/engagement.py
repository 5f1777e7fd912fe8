"""Online learning: three files by student, of enrolments, of what was done, and of scores.

`students`: student_id, age, gender, course_id, dropout; `engagement`: student_id, login_days,
video_hours, forum_posts, attendance; `assessments`: student_id, avg_score, assignments_submitted,
assignments_given, assignments_on_time.
The columns say which it is; one file may have them all. They know no weeks and no dates, so what
was done is kept for the whole term. Attendance and average score are the register's own: the
attendance of the term and the mark in the course.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from students.imports import identities, students, submissions, values
from students.imports.attendance import percent_column
from students.imports.cameras import MeasuringRefused, OpenSession, open_session
from students.imports.cells import Cell
from students.imports.entries import AttendanceEntry, Entry, MarkEntry, OnlineEntry
from students.imports.kinds import Kind
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Table
from students.imports.titles import BELONGING, PERSON
from students.models import ImportRun, Outcome
from students.models.backgrounds import OLDEST
from students.models.engagement import MOST_DAYS, MOST_SECONDS
from students.rules.grading import PRESENT

__all__ = ["KIND", "MeasuringRefused", "OpenSession", "open_session"]  # rooms come in here too

FILES = {
    "students": ("subject", "dropout", "age", "gender"),
    "engagement": ("login_days", "video_hours", "forum_posts", "attendance"),
    "assessments": ("avg_score", *submissions.COLUMNS),
}
SAID = tuple(name for names in FILES.values() for name in names)
NAMES = (*PERSON, *BELONGING, *SAID)
PLACED = {"branch": "ONLINE", "semester": "1"}
MOST_POSTS = 1_000_000
GENDER_LENGTH = 20
HOUR = 3600
A_NUMBER = "Write a number such as 12.5."


def problems(table: Table, structure: Structure) -> list[Problem]:
    """Columns nobody knows, and a file that says nothing of online learning."""
    found = students.unknown_columns(table, NAMES)
    if not any(table.column(name) for name in SAID):
        found.append(whole_file("There is nothing of online learning.", f"Known: {_known()}."))
    return found


def unlike(file: str, table: Table) -> list[Problem]:
    """A problem where the file was said to be one of the three and has none of its columns."""
    names = FILES.get(file, ())
    if not names or any(table.column(name) for name in names):
        return []
    reason = f"This is no file of {file}: it has none of {', '.join(names)}."
    return [whole_file(reason, "Say which file it is, or leave that to its columns.")]


def read(entry: Entry, table: Table, structure: Structure):
    """What a row says of an enrolment, of what was done, and of what came of it."""
    students.read(entry, table, structure)
    subject = entry.read(
        table.column("subject"), lambda cell: structure.subject(identities.code_of(cell)).key, ""
    )
    readers = _readers(entry, table)
    entry.online = OnlineEntry(
        title=_title(table),
        work_title=submissions.title(table),
        subject=subject,
        enrolment=_said(outcome=readers("dropout", outcome_of)),
        activity=_said(
            login_days=readers("login_days", _whole_up_to(MOST_DAYS)),
            video_seconds=readers("video_hours", seconds_of),
            forum_posts=readers("forum_posts", _whole_up_to(MOST_POSTS)),
        )
        | submissions.read(entry, table),
        background=_said(
            age=readers("age", lambda cell: values.whole_of(cell, 1, OLDEST)),
            gender=readers("gender", gender_of),
        ),
    )
    if subject and not submissions.are_all(table, set(SAID) - {"subject"}):
        entry.stand_in = f"Student {entry.roll_no}"
    _read_figures(entry, table, subject)


def _read_figures(entry: Entry, table: Table, subject: str):
    """Attendance and average score, as any file brings them."""
    column = percent_column(table)
    percent = entry.read(column, hundredths_of)
    if percent is not None:
        entry.attendances.append(AttendanceEntry(column.title, percent=percent))
    column = table.column("avg_score")
    score = entry.read(column, hundredths_of)
    if score is not None:
        text = entry.row.cell(column).text
        entry.marks.append(MarkEntry(column.title, subject, PRESENT, score, text=text))


def outcome_of(cell: Cell) -> str:
    """Dropped out or not, as yes and no or 1 and 0."""
    text = cell.text.removesuffix(".0")
    dropped = values.yes_or_no(Cell(text, cell.kind))
    return str(Outcome.WITHDRAWN if dropped else Outcome.COMPLETED)


def seconds_of(cell: Cell) -> int:
    """Hours as seconds, half up: a time that was measured, not a mark that was given."""
    hours = values.number_of(cell, A_NUMBER)
    if not 0 <= hours <= MOST_SECONDS // HOUR:
        raise Refused(f"Hours lie between 0 and {MOST_SECONDS // HOUR}.", "Correct the hours.")
    return int((hours * HOUR).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def hundredths_of(cell: Cell) -> Decimal:
    """A mean of 0 to 100, half up to two places: what was computed may have any number of them."""
    number = values.number_of(Cell(cell.text.removesuffix("%").rstrip(), cell.kind), A_NUMBER)
    if not 0 <= number <= 100:
        raise Refused("It does not lie between 0 and 100.", "Correct it.")
    return number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).copy_abs()


def gender_of(cell: Cell) -> str:
    """A word for the gender, kept as it is."""
    if len(cell.text) > GENDER_LENGTH:
        raise Refused(f"It is longer than {GENDER_LENGTH} letters.", "Write a word.")
    return identities.name_of(cell)


def _readers(entry: Entry, table: Table) -> Callable:
    return lambda name, parse: entry.read(table.column(name), parse)


def _whole_up_to(most: int) -> Callable[[Cell], int]:
    return lambda cell: values.whole_of(cell, 0, most)


def _said(**values) -> dict:
    return {name: value for name, value in values.items() if value is not None}


def _title(table: Table) -> str:
    """The column a row is told by when its course is in doubt."""
    column = table.column("subject") or table.column("roll_no")
    return column.title if column else "roll_no"


def _known() -> str:
    return ", ".join(SAID)


KIND = Kind(str(ImportRun.Kind.ENGAGEMENT), NAMES, problems, read, online=True, placed=PLACED)
