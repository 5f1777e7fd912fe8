"""Courses made by hand: who was active when, handed in what, and how it ended."""

import datetime

from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.scope import Scope
from students.models import Component, ComponentMark, Mark, Role, TermResult
from students.tests import factories as make

START = datetime.date(2025, 7, 1)
PASSED, FAILED, WITHDRAWN = "passed", "failed", "withdrawn"


def past_term(of=None):
    """A term of 26 weeks and two days that is over."""
    return make.term(of, "2025-ODD", 2025)


def day(number):
    """A day of the course, counted from 0."""
    return START + datetime.timedelta(days=number)


def enrolled(term, outcome="", days=(), left=None, title="Mathematics", **values):
    """Somebody in a course: days of activity of its first weeks, and the day they left."""
    place = {name: values.pop(name) for name in ("branch_code", "section") if name in values}
    who = values.pop("of", None)
    result = make.result(term, who, **place)
    if left is not None:
        values["left_on"] = day(left)
    one = make.enrolment(result, title, outcome=outcome, **values)
    for number, active in enumerate(days):
        if active:
            make.week(one, number, days=active)
    return one


def scored(one, score):
    """The mark of an enrolment."""
    return make.mark(one.result, one.subject.title, score)


def first_work(term, title="Mathematics", due=20):
    """The piece of work of a course that is due first."""
    return Component.objects.create(
        subject=make.subject(term.institution, title),
        term=term,
        code=f"{title} W1",
        kind="assignment",
        max_score=100,
        weight=50,
        due_on=day(due),
    )


def handed_in(one, work, on):
    """The first work of an enrolment, handed in on a day of the course."""
    with TermResult.objects.refreshing([one.result_id]):
        mark = Mark.objects.filter(result=one.result, subject=one.subject).first()
        mark = mark or Mark.objects.create(result=one.result, subject=one.subject, state="pending")
        ComponentMark.objects.create(mark=mark, component=work, score=50, submitted_on=day(on))


def study(term, role=Role.PRINCIPAL, **chosen):
    """What somebody of a role reads of a term."""
    chosen = {"term": term.code, **chosen}
    return Study(Figures(Scope.of(make.member(role, term.institution), chosen)))
