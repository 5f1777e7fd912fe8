"""Whose end was known on a day already: of them there is nothing left to guess."""

import datetime
import json
from collections import defaultdict
from math import isnan

from django.db.models import QuerySet
from django.utils import timezone

from analytics.prediction.samples import outcome_of
from analytics.prediction.stored_rows import CourseKey
from students.models import Component, EngagementChange, Enrolment, MarkChange
from students.models.ends import ended
from students.rules.grading import ABSENT, PENDING, PRESENT


def known_ends(key: CourseKey, on: datetime.date, target: str) -> set[int]:
    """The enrolments of a course of which it was known at the end of a day if a target came true.

    The history tells since when: what a source brought in later was not known on the day. Still
    known it has to be, too. Three queries where no end was known.
    """
    told = _said(key, on, target) | _marked(key, on)
    if not told:
        return set()
    of_course = Enrolment.objects.filter(subject=key.subject, result__term=key.term)
    known = {pk for pk, end in ended(of_course).items() if _tells(target, end)}
    students = of_course.order_by().values_list("pk", "result__student")
    return {pk for pk, student in students if pk in known and student in told}


def _tells(target: str, end: str) -> bool:
    return not isnan(outcome_of(target, end))


def _said(key: CourseKey, on: datetime.date, target: str) -> set[int]:
    """The students of whom somebody had said it and nobody had taken it back."""
    changes = _of_course(EngagementChange.objects.all(), key, on)
    told = changes.filter(kind=EngagementChange.Kind.ENROLMENT)
    last = dict(told.values_list("student_id", "new").iterator())
    told = {student: json.loads(new)["outcome"] for student, new in last.items() if new}
    return {student for student, outcome in told.items() if _tells(target, outcome)}


def _marked(key: CourseKey, on: datetime.date) -> set[int]:
    """The students whose mark was there and whole: as it is, or made of all that count for it."""
    parts = Component.objects.filter(subject=key.subject, term=key.term, weight__gt=0)
    weighed = set(parts.values_list("code", flat=True))
    changes = _of_course(MarkChange.objects.all(), key, on).filter(attempt=1)
    rows = changes.values_list("student_id", "component", "new_state").iterator()
    last = {(student, part): state for student, part, state in rows}
    told = defaultdict(set)
    for (student, part), state in last.items():
        if state in (PRESENT, ABSENT) or (part and state not in ("", PENDING)):
            told[student].add(part)
    return {one for one, found in told.items() if found == {""} or {"", *weighed} <= found}


def _of_course(changes: QuerySet, key: CourseKey, on: datetime.date) -> QuerySet:
    """Those of the students of a course that had come in by the end of a day, the last one last."""
    over = datetime.datetime.combine(on + datetime.timedelta(days=1), datetime.time.min)
    students = Enrolment.objects.filter(subject=key.subject, result__term=key.term)
    return changes.filter(
        student_id__in=students.order_by().values("result__student"),
        term_id=key.term,
        subject_id=key.subject,
        at__lt=timezone.make_aware(over),
    ).order_by("pk")
