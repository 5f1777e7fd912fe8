"""A college with enough in it to show on every dashboard."""

import datetime

from students.models import Batch, Component, ComponentMark, Mark, SessionPresence, TermResult
from students.tests import factories as make
from students.tests.kept_worlds import kept

SIZES = {("CSE", "A"): 7, ("CSE", "B"): 6, ("IT", ""): 6, ("ECE", ""): 3}


@kept
def house():
    """Two terms; in the later one batches, sections, components, classes taken one by one."""
    college = make.institution()
    before = make.term(college, "2025-ODD", 2025)
    term = make.term(college)
    with TermResult.objects.refreshing():
        for (branch, section), size in SIZES.items():
            for number in range(size):
                _student(term, before, branch, section, number)
    _components(term)
    _classes(term)
    return term


def _student(term, before, branch, section, number):
    batch, _ = Batch.objects.get_or_create(
        institution=term.institution, code_key=f"{branch}24", defaults={"code": f"{branch}24"}
    )
    who = make.student(term.institution, f"{branch}{section}{number:02}")
    then = make.result(before, who, branch, semester=2, section=section)
    make.mark(then, "Physics", 40 + number)
    now = make.result(term, who, branch, semester=4, section=section, batch=batch)
    make.mark(now, "Mathematics", 30 + 6 * number)
    if branch != "ECE":
        make.mark(now, "English", 50 + 5 * number)
    make.attendance(now, percent=55 + 6 * number)


def _components(term):
    marks = list(Mark.objects.filter(result__term=term, subject__title="English"))
    parts = [
        Component.objects.create(
            subject=marks[0].subject, term=term, code=code, kind="quiz", max_score=20, weight=50
        )
        for code in ("Q1", "Q2")
    ]
    with TermResult.objects.refreshing([mark.result_id for mark in marks]):
        ComponentMark.objects.bulk_create(
            ComponentMark(mark=mark, component=part, score=5 * place + number % 5)
            for number, mark in enumerate(marks)
            for place, part in enumerate(parts, 1)
        )


def _classes(term):
    results = list(term.results.filter(branch__code="CSE", section="A"))
    for day, states in ((3, "PPPPAAA"), (10, "PPPPPLE")):
        on = datetime.date(2026, 8, day)
        held = make.session(results[0], "Mathematics", on)
        letters = {"P": "present", "L": "late", "A": "absent", "E": "excused"}
        for result, letter in zip(results, states, strict=True):
            SessionPresence.objects.create(session=held, result=result, state=letters[letter])
