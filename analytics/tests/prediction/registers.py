"""A register with terms of an online course, made by hand: the busy pass, the silent do not."""

import datetime
from random import Random

from students.models import Component, ComponentMark, Mark, Offering, TermResult
from students.tests import factories
from students.tests.kept_worlds import kept

WEEKS = range(-1, 6)


@kept
def online_term(of, code, year, students=180, seed=1):
    """A term with a course in which every third is silent, and of these most fail or leave."""
    term = factories.term(of, code, year)
    subject = factories.subject(of, "Mathematics")
    Offering.objects.create(
        subject=subject, term=term, starts_on=term.starts_on, ends_on=term.ends_on
    )
    essay = Component.objects.create(
        subject=subject,
        term=term,
        kind="assignment",
        code="ESSAY",
        max_score=100,
        weight=40,
        due_on=term.starts_on + datetime.timedelta(days=20),
    )
    draw = Random(seed + year)
    with TermResult.objects.refreshing():  # derived once, not at each of hundreds of facts
        for number in range(students):
            student(term, essay, number, draw)
    return term


def student(term, essay, number, draw):
    silent = number % 3 == 0
    lost = draw.random() < (0.85 if silent else 0.15)
    left = lost and draw.random() < 0.5
    result = factories.result(term)
    ended = ("withdrawn" if left else "failed") if lost else "passed"
    start = term.starts_on
    enrolment = factories.enrolment(
        result,
        outcome=ended,
        registered_on=start - datetime.timedelta(days=draw.randint(1, 60)),
        left_on=start + datetime.timedelta(days=draw.randint(40, 90)) if left else None,
        studied_credits=60,
        previous_attempts=int(silent),
    )
    for week in WEEKS:
        if not silent or draw.random() < 0.4:
            clicks = draw.randint(1, 20 if silent else 90)
            factories.week(enrolment, week, clicks=clicks, days=draw.randint(1, 5))
    if not silent or draw.random() < 0.3:
        hand_in(result, essay, draw.randint(20, 60) if lost else draw.randint(50, 100))


def hand_in(result, essay, score):
    with TermResult.objects.refreshing([result.pk]):
        mark = Mark.objects.create(result=result, subject=essay.subject, state="pending")
    ComponentMark.objects.create(mark=mark, component=essay, score=score, submitted_on=essay.due_on)
