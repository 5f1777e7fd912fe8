"""Colleges made by hand: marks, components and earlier terms, each with the day it came in on."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from analytics.prediction.features import feature_table
from analytics.prediction.stored_courses import course_keys, stored_course
from students.models import Component, ComponentMark, Enrolment, Mark, MarkChange, Term, TermResult
from students.models.taken_subjects import enrol_takers
from students.tests import factories as make

DAY = 28


def student_with(past, now, *scores):
    """Somebody with these marks in the earlier term, and Mathematics pending in this one."""
    one = make.result(past)
    for at, points in enumerate(scores):
        make.mark(one, f"Subject {at}", score=points)
    return pending(now, one.student)


def pending(term, student=None):
    one = make.result(term, student)
    make.mark(one, score=None, state="pending")
    return one


def came_in(on, **rows):
    """Give changes the day they came in on."""
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(12)))
    assert QuerySet(MarkChange).filter(**rows).update(at=at)


def course(term):
    enrol_takers(Term.objects.filter(pk=term.pk))
    (key,) = course_keys(Enrolment.objects.filter(result__term=term))
    return stored_course(key)


def known(term, day=DAY):
    """The features of the first student of the term, by name."""
    table = feature_table(course(term), day)
    return dict(zip(table.names, table.values[0].tolist(), strict=True))


def on_day(term, day):
    return term.starts_on + datetime.timedelta(days=day)


def quiz(one, score, state="present", due=14):
    """A quiz of Mathematics, marked; nobody notes when it was handed in."""
    mark = Mark.objects.get(result=one, subject__code="MATHEMATICS")
    make.component_mark(mark, score=score, state=state)
    Component.objects.update(due_on=on_day(one.term, due))


def handed_in(term, day):
    """All that was marked was handed in on this day of the term."""
    QuerySet(ComponentMark).update(submitted_on=on_day(term, day))


def years(institution, students=44):
    """Three terms of one subject, all known as totals alone; who is weak stays weak, nearly."""
    people = [make.student(institution) for _ in range(students)]
    with TermResult.objects.refreshing():
        for year in (2023, 2024, 2025):
            term = make.term(institution, f"{year}-ODD", year)
            for at, person in enumerate(people):
                weak = (at % 2 == 0) != (at % 11 == year % 11)
                make.mark(make.result(term, person), score=20 + at % 7 if weak else 60 + at % 9)
    return people
