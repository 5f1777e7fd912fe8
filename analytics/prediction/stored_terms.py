"""What the policy saw of a running term: marks and attendance of all subjects, by the day.

Only what a guess is compared with is made of it: features know of totals of a running term neither
until when they count, nor are they needed to score.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import groupby
from operator import itemgetter

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone

from analytics.prediction.courses import DAYS_IN_WEEK, Course, Earlier
from analytics.prediction.stored_earlier_terms import marks_entered
from analytics.prediction.stored_rows import CourseKey
from students.models import AttendanceChange, Enrolment, SessionPresence
from students.rules.presence import ATTENDED

WHOLE_TERM = 0  # in place of a subject
Part = tuple[float, float]  # a share, and the number of classes it is of
Step = tuple[datetime.date, Part | None]  # from this day on; None: known no more
Event = tuple[int, datetime.date, int, int, Part | None]  # student, day, door, subject, share
SESSIONS, TOTALS = 0, 1  # the doors


@dataclass
class _Register:
    """The attendance of a student while a term goes on: classes one by one win over totals."""

    classes: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    totals: dict[int, Part | None] = field(default_factory=dict)

    def take(self, door: int, subject: int, part: Part | None):
        if door == TOTALS:
            self.totals[subject] = part
        else:
            share, held = part
            self.classes[subject][0] += share * held
            self.classes[subject][1] += held

    def standing(self) -> Part | None:
        """Of all subjects together; without any, the total or the percent of the term."""
        known = {subject: part for subject, part in self.totals.items() if subject and part}
        counts = {subject: (share * held, held) for subject, (share, held) in known.items()}
        counts |= {subject: tuple(count) for subject, count in self.classes.items()}
        attended, held = map(sum, zip(*counts.values(), strict=True)) if counts else (0, 0)
        return (attended / held, held) if held else self.totals.get(WHOLE_TERM)


def attendance_steps(term: int) -> dict[int, list[Step]]:
    """For each student of a term the attendance that the policy saw, whenever it was another."""
    found = {}
    events = merge(_sessions(term), _totals(term), key=itemgetter(0, 1, 2))
    for student, of_student in groupby(events, key=itemgetter(0)):
        found[student] = list(_steps(of_student))
    return found


def _steps(events: Iterable[Event]) -> Iterator[Step]:
    register = _Register()
    for day, of_day in groupby(events, key=itemgetter(1)):
        for _student, _day, door, subject, part in of_day:
            register.take(door, subject, part)
        yield day, register.standing()


def _sessions(term: int) -> Iterator[Event]:
    found = SessionPresence.objects.filter(session__term=term, session__held=True).order_by()
    columns = ("result__student", "session__on", "session__subject")
    counted = found.values(*columns).annotate(
        held=Count("pk"), attended=Count("pk", filter=Q(state__in=ATTENDED))
    )
    rows = counted.order_by(*columns).values_list(*columns, "held", "attended")
    for student, day, subject, held, attended in rows.iterator():
        yield student, day, SESSIONS, subject, (attended / held, held)


def _totals(term: int) -> list[Event]:
    """What was entered as a total; what follows from one class is told by the classes."""
    found = AttendanceChange.objects.filter(term_id=term, session_id__isnull=True).order_by("pk")
    columns = ("student_id", "at", "subject_id", "new_held", "new_attended", "new_percent")
    events = []
    for student, at, subject, held, attended, percent in found.values_list(*columns).iterator():
        part = None
        if held:
            part = attended / held, held
        elif percent is not None:
            part = float(percent) / 100, 1
        day = timezone.localtime(at).date()
        events.append((student, day, TOTALS, subject or WHOLE_TERM, part))
    return sorted(events, key=itemgetter(0, 1))


def with_term(course: Course, key: CourseKey, attendance: dict[int, list[Step]]) -> Course:
    """The course with what the policy saw of its students' whole term."""
    enrolled = Enrolment.objects.filter(subject=key.subject, result__term=key.term).order_by()
    rows = {pk: row for row, pk in enumerate(course.enrolments.tolist())}
    of = enrolled.values_list("result__student", "pk")
    students = {student: rows[pk] for student, pk in of if pk in rows}  # others came since
    of_them = {"student_id__in": enrolled.values("result__student"), "term_id": key.term}
    marks = (
        (students[student], subject, key.day(day), *(value or (np.nan, 0.0)))
        for (student, _term, subject), day, value in marks_entered(of_them)
        if student in students
    )
    classes = (
        (row, WHOLE_TERM, day, *(part or (np.nan, 0.0)))
        for student, row in students.items()
        for day, part in _weekly(key, attendance.get(student, ()))
    )
    return replace(course, term_marks=_table(marks), term_classes=_table(classes))


def _weekly(key: CourseKey, steps: Iterable[Step]) -> Iterator[tuple[float, Part | None]]:
    """The last of each week: guesses are made, and tested, when a week is over."""
    dated = ((key.day(day), part) for day, part in steps)
    for _week, of_week in groupby(dated, key=lambda step: -(-step[0] // DAYS_IN_WEEK)):
        *_before, last = of_week
        yield last


def _table(found: Iterable[tuple]) -> Earlier:
    row, item, day, value, weight = np.array(list(found), float).reshape(-1, 5).T
    nothing = np.zeros(len(row))
    return Earlier(row.astype(int), item.astype(int), nothing, day, value, weight, nothing)
