"""A small institution of two branches, each student made by hand."""

import datetime

from analytics.reports import REPORTS
from students.access import visible_to
from students.models import Batch, ClassCharge, Role, TermResult
from students.tests import factories as make

DAY = datetime.date(2026, 9, 22)
MARKS = {  # two subjects each; B and C have the same average, E has failed one
    "A": ("CSE", "B1", 90, 80),
    "B": ("CSE", "B1", 70, 71),
    "C": ("CSE", "B2", 71, 70),
    "D": ("ECE", "B2", 60, 60),
    "E": ("ECE", "", 99, 10),
}
HELD = {"A": (40, 36), "B": (40, 30), "C": (40, 29), "D": (40, 23)}  # E has a percent alone


def college() -> dict[str, TermResult]:
    """The term's results by roll number."""
    term, found = make.term(), {}
    for roll_no, (branch, batch, *scores) in MARKS.items():
        of = _batch(term.institution, batch) if batch else None
        student = make.student(term.institution, roll_no, f"=Name {roll_no}")
        one = found[roll_no] = make.result(term, student, branch, batch=of)
        for title, score in zip(("Mathematics", "English"), scores, strict=True):
            make.mark(one, title, score)
    for roll_no, (held, attended) in HELD.items():
        make.attendance(found[roll_no], held=held, attended=attended)
    make.attendance(found["E"], percent="74.99")
    return {roll_no: TermResult.objects.get(pk=one.pk) for roll_no, one in found.items()}


def _batch(place, code):
    return Batch.objects.filter(institution=place, code_key=code).first() or make.batch(place, code)


def head(place, branch="CSE"):
    return make.member(Role.HEAD, place, branch=make.branch(place, branch))


def class_teacher(result):
    """Somebody in charge of the class of a result."""
    person = make.member(Role.FACULTY, result.institution)
    where = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
    ClassCharge.objects.create(staff=make.staff(result.institution, person=person), **where)
    return person


def subject_teacher(result, title="Mathematics"):
    """Somebody who teaches the class of a result one subject."""
    person = make.member(Role.FACULTY, result.institution)
    make.teaching(result, title, by=make.staff(result.institution, person=person))
    return person


def book(slug, person, place, day=DAY):
    """The report as somebody has it."""
    sight = visible_to(person)
    assert REPORTS[slug].allowed(sight)
    return REPORTS[slug].book(sight, place, day)
