"""Marks and attendance of earlier terms as the history has them: what stood on which day.

What was brought in long after its term, as when a register is begun with years of old results, is
taken for known when results usually are. A correction counts from the day it was made.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
from django.db.models import QuerySet

from analytics.prediction.courses import Earlier, no_terms
from analytics.prediction.stored_entries import local_days
from analytics.prediction.stored_rows import Rows
from students.models import AttendanceChange, MarkChange, PolicyVersion, Term, TermResult
from students.models.expressions import whole
from students.rules.grading import ABSENT, PRESENT
from students.rules.units import SCALE

RESULTS_AFTER = datetime.timedelta(weeks=6)  # after the end of a term its results are known
STUDENTS_AT_ONCE = 5000
COLUMNS = len(Earlier.__dataclass_fields__)

Value = tuple[float, float] | None  # a value and its weight; None: nothing is known
Stood = Iterable[tuple[tuple[int, int, int], datetime.date, Value]]


class EarlierTerms:
    """Those of all who study in a term, read once for the courses of it that come in a row.

    A student takes some five subjects: read anew for each, earlier terms were the most of the work.
    """

    def __init__(self):
        self._of, self._read = None, ()

    def of(self, rows: Rows) -> tuple[Earlier, Earlier]:
        """As `earlier`, of a course; whoever came into the term since it was read has none."""
        asked = rows.key.term, rows.key.starts_on
        if asked != self._of:
            self._of, self._read = asked, _read(rows, TermResult.objects.filter(term=rows.key.term))
        return tuple(_of_course(facts, rows) for facts in self._read)


def earlier(rows: Rows) -> tuple[Earlier, Earlier]:
    """The marks in percent, and the shares of classes attended, of terms over before the course."""
    takers = TermResult.objects.filter(term=rows.key.term, enrolments__subject=rows.key.subject)
    return tuple(_of_course(facts, rows) for facts in _read(rows, takers))


def _read(rows: Rows, results: QuerySet[TermResult]) -> tuple[Earlier, Earlier]:
    """Both of the students of these results; in place of a row stands the student."""
    term = Term.objects.get(pk=rows.key.term)
    past = Term.objects.filter(institution=term.institution_id, ends_on__lt=rows.key.starts_on)
    ends = dict(past.values_list("pk", "ends_on"))
    if not ends:
        return no_terms(), no_terms()
    line = PolicyVersion.objects.of_term(term).policy.pass_subject / SCALE
    marks, attendance = [no_terms()], [no_terms()]
    for students in _some(results):
        of_them = {**students, "term_id__in": list(ends)}
        marks.append(_table(rows.key.day, marks_entered(of_them), ends, line))
        attendance.append(_table(rows.key.day, _attendance(of_them), ends, 0))
    return _joined(marks), _joined(attendance)


def _some(results: QuerySet[TermResult]) -> Iterator[dict]:
    """What narrows facts to some thousand students of these results at a time."""
    students = results.order_by("student").values_list("student", flat=True).distinct()
    numbers = np.fromiter(students.iterator(), int)
    within = results.order_by().values("student")
    for start in range(0, len(numbers), STUDENTS_AT_ONCE):
        chunk = numbers[start : start + STUDENTS_AT_ONCE]
        between = {"student_id__gte": int(chunk[0]), "student_id__lte": int(chunk[-1])}
        yield {"student_id__in": within, **between}


def _joined(tables: list[Earlier]) -> Earlier:
    """The tables of different students as one."""
    columns = zip(*(vars(table).values() for table in tables), strict=True)
    first = np.cumsum([0, *(len(table.row) for table in tables)])
    joined = Earlier(*map(np.concatenate, columns))
    apart = np.repeat(first[:-1], np.diff(first))  # a table has no more items than rows
    return replace(joined, item=joined.item + apart)


def _of_course(facts: Earlier, rows: Rows) -> Earlier:
    """Those of the students of a course, at their rows."""
    students = np.array(sorted(rows.of_student), int)
    if not len(students):
        return no_terms()
    place = np.array([rows.of_student[student] for student in students.tolist()], int)
    at = np.minimum(np.searchsorted(students, facts.row), len(students) - 1)
    there = students[at] == facts.row
    columns = {name: values[there] for name, values in vars(facts).items()}
    return Earlier(**columns | {"row": place[at[there]]})


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


def _table(day_of: Callable, stood: Stood, ends: dict[int, datetime.date], line: float) -> Earlier:
    """A row for each value that stood on some day; below the line it is a failure."""
    by_item: dict[tuple, dict[datetime.date, Value]] = defaultdict(dict)
    for item, day, value in stood:
        if value is not None or item in by_item:
            by_item[item][day] = value  # the last one of a day
    found = []
    for number, ((student, term, _), values) in enumerate(by_item.items()):
        for at, (day, value) in enumerate(values.items()):
            known_on = day if at else min(day, ends[term] + RESULTS_AFTER)
            percent, weight = value or (np.nan, 0.0)
            place = student, number, day_of(ends[term])
            found.append((*place, day_of(known_on), percent, weight, percent < line))
    row, item, *columns = np.array(found, float).reshape(-1, COLUMNS).T
    return Earlier(row.astype(int), item.astype(int), *columns)
