"""How long it takes to guess about many, beside bare INSERTs of what was guessed.

The students of a small demo are repeated, with all that is known of them, until there are enough:
learning from so many is not what is timed. All of it is taken back.
"""

import datetime
import json
import resource

from django.db import connection, transaction
from django.db.models import Max, Model
from medians import in_turns, lines
from store import taken_back

from analytics.management.commands.learn_demo import DEMO, watched
from analytics.models import ModelVersion, Prediction, Target
from analytics.prediction.scoring import running, score
from analytics.prediction.training import train
from students.demo.rows import Table
from students.models import (
    AttendanceChange,
    ComponentMark,
    EngagementChange,
    Enrolment,
    Institution,
    Mark,
    MarkChange,
    SessionPresence,
    Student,
    SubjectAttendance,
    TermResult,
    WeeklyActivity,
)
from students.models.taken_subjects import enrol_takers

# Guesses, at least, and after how many rounds the median is taken.
SIZES = {1: 5, 10_000: 3, 100_000: 1}
WEEKS = 9
FLOOR = "bare INSERT"
REPEATED = (
    *(Student, TermResult, Mark, ComponentMark, SubjectAttendance, SessionPresence, Enrolment),
    *(WeeklyActivity, MarkChange, AttendanceChange, EngagementChange),
)
APART = 10_000_000  # between the number of a row and that of its copy
COLUMNS = ("version_id", "enrolment_id", "as_of", "stage", "millionths", "inputs", "pulls")


def report(title: str) -> str:
    """The medians for each size, of the newest term when nine weeks had passed."""
    version = ModelVersion.objects.in_use().first() or _learnt()
    term = version.institution.terms.first()
    as_of = term.starts_on + datetime.timedelta(weeks=WEEKS)
    enrol_takers(version.institution.terms.filter(pk=term.pk))
    return "\n".join(
        _measured(title, version, as_of, size, rounds) for size, rounds in SIZES.items()
    )


def _learnt() -> ModelVersion:
    """The version that a demo learns."""
    college = Institution.objects.get(code=DEMO)
    return train(college, Target.AT_RISK, college.terms.first().starts_on, watched)


@transaction.atomic
def _measured(title, version: ModelVersion, as_of: datetime.date, size: int, rounds: int) -> str:
    there = running(as_of).filter(result__institution=version.institution).count()
    for copy in range(1, -(-size // there)):
        for model in REPEATED:
            _repeat(model, copy * APART)
    rows = _guessed(version, as_of)
    jobs = {
        FLOOR: taken_back(lambda: _insert(rows)),
        "score": taken_back(lambda: score([version], as_of)),
    }
    timings = in_turns(jobs, FLOOR, rounds)
    transaction.set_rollback(True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return lines(f"{title}: {len(rows):,} guesses, at most {most:,} MB", timings)


def _repeat(model: type[Model], apart: int):
    """All rows of a model once more, `apart` from their numbers, pointing to repeated rows."""
    quoted = connection.ops.quote_name
    columns = [quoted(field.column) for field in model._meta.concrete_fields]
    values = [_again(field, apart) for field in model._meta.concrete_fields]
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 (our own names)
            f"SELECT {', '.join(values)} FROM {table} WHERE id < {APART}"
        )


def _again(field, apart: int) -> str:
    """The value of a column of a row once more."""
    name = connection.ops.quote_name(field.column)
    if field.primary_key or field.attname == "student_id" or field.related_model in REPEATED:
        return f"{name} + {apart}"
    if field.name in ("roll_no", "roll_key"):
        return f"{name} || '-{apart // APART}'"
    return "NULL" if field.name == "user" else name


def _guessed(version: ModelVersion, as_of: datetime.date) -> list[dict]:
    """The rows of all that is guessed, as the database takes them; no guess is left there."""
    rows = []
    last = Prediction.objects.aggregate(last=Max("pk"))["last"] or 0

    def done():
        score([version], as_of)
        found = Prediction.objects.filter(pk__gt=last).order_by()
        for values in found.values_list(*COLUMNS).iterator():
            *plain, inputs, pulls = values
            texts = json.dumps(inputs), json.dumps(pulls)
            rows.append(dict(zip(COLUMNS, (*plain, *texts), strict=True)))

    taken_back(done)()
    return rows


def _insert(rows: list[dict]):
    table = Table(Prediction)
    for row in rows:
        table.add(**row)
    table.store()
