"""Marks and attendance of earlier terms as the history has them: what stood on which day.

What was brought in long after its term, as when a register is begun with years of old results, is
taken for known when results usually are. A correction counts from the day it was made.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from analytics.prediction.courses import Earlier
from analytics.prediction.stored_entries import local_days
from analytics.prediction.stored_facts import Rows
from students.models import AttendanceChange, MarkChange, PolicyVersion, Term, TermResult
from students.models.expressions import whole
from students.rules.grading import ABSENT, PRESENT
from students.rules.units import SCALE

RESULTS_AFTER = datetime.timedelta(weeks=6)  # after the end of a term its results are known
COLUMNS = len(Earlier.__dataclass_fields__)

Value = tuple[float, float] | None  # a value and its weight; None: nothing is known
Stood = Iterable[tuple[tuple[int, int, int], datetime.date, Value]]


def earlier(rows: Rows) -> tuple[Earlier, Earlier]:
    """The marks in percent, and the shares of classes attended, of terms over before the course."""
    term = Term.objects.get(pk=rows.key.term)
    past = Term.objects.filter(institution=term.institution_id, ends_on__lt=rows.key.starts_on)
    ends = dict(past.values_list("pk", "ends_on"))
    if not ends:
        return _table(rows, [], ends, 0), _table(rows, [], ends, 0)
    line = PolicyVersion.objects.of_term(term).policy.pass_subject / SCALE
    students = TermResult.objects.filter(
        term=rows.key.term, enrolments__subject=rows.key.subject
    ).values("student")
    of_them = {"student_id__in": students, "term_id__in": list(ends)}
    return (
        _table(rows, marks_entered(of_them), ends, line),
        _table(rows, _attendance(of_them), ends, 0),
    )


def marks_entered(of_them: dict) -> Stood:
    """First attempts: a later one says how a failure was mended, not that there was none."""
    found = MarkChange.objects.filter(**of_them, component="", attempt=1).order_by("pk")
    columns = ("student_id", "term_id", "subject_id", "at", "new_state")
    scores = whole("new_score"), whole("new_max")
    day_of = local_days()
    for *item, at, state, score, most in found.values_list(*columns, *scores).iterator():
        value = None
        if state == ABSENT:
            value = 0.0, 1.0
        elif state == PRESENT:
            value = score * 100 / most, 1.0
        yield tuple(item), day_of(at), value


def _attendance(of_them: dict) -> Stood:
    found = AttendanceChange.objects.filter(**of_them).order_by("pk")
    columns = ("student_id", "term_id", "subject_id", "at")
    values = ("new_held", "new_attended", "new_percent")
    day_of = local_days()
    for student, term, subject, at, held, attended, percent in found.values_list(
        *columns, *values
    ).iterator():
        value = None
        if held:
            value = attended / held, float(held)
        elif percent is not None:
            value = float(percent) / 100, 1.0
        yield (student, term, subject or 0), day_of(at), value


def _table(rows: Rows, stood: Stood, ends: dict[int, datetime.date], line: float) -> Earlier:
    """A row for each value that stood on some day; below the line it is a failure."""
    by_item: dict[tuple, dict[datetime.date, Value]] = defaultdict(dict)
    for item, day, value in stood:
        if item[0] not in rows.of_student:
            continue  # enrolled since the course was read
        if value is not None or by_item[item]:
            by_item[item][day] = value  # the last one of a day
    found = []
    for number, ((student, term, _), values) in enumerate(by_item.items()):
        for at, (day, value) in enumerate(values.items()):
            known_on = day if at else min(day, ends[term] + RESULTS_AFTER)
            percent, weight = value or (np.nan, 0.0)
            place = rows.of_student[student], number, rows.key.day(ends[term])
            found.append((*place, rows.key.day(known_on), percent, weight, percent < line))
    row, item, *columns = np.array(found, float).reshape(-1, COLUMNS).T
    return Earlier(row.astype(int), item.astype(int), *columns)
