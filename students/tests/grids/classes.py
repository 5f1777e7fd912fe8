"""A class of a few students with a subject, and cells typed into its grid."""

import json

from students.grids.classes import ClassSubject
from students.grids.saving import save
from students.grids.sendings import Sent
from students.grids.sheets import read
from students.grids.texts import token_of
from students.models import Component, Role, Teaching, TermResult
from students.tests import factories as make

NAMES = ("Asha Rao", "Bela Nair", "Chand Iyer")


def a_class(names=NAMES, term=None, section="A", first=1) -> list[TermResult]:
    """Students R1, R2, … of CSE, semester 4; `first` is the first one's number."""
    term = term or make.term()
    place = term.institution
    return [
        make.result(term, make.student(place, f"R{number}", name), section=section)
        for number, name in enumerate(names, first)
    ]


def mathematics(results, title="Mathematics") -> ClassSubject:
    """The subject in the class of these results."""
    return class_subject(results[0], title)


def class_subject(result, title) -> ClassSubject:
    """A subject in the class of a result."""
    subject = make.subject(result.institution, title)
    return ClassSubject(result.term, result.branch, subject, result.semester, result.section)


def component(place: ClassSubject, code, largest=20, weight=None) -> Component:
    return Component.objects.create(
        subject=place.subject,
        term=place.term,
        code=code,
        kind="quiz",
        max_score=largest,
        weight=weight or largest,
    )


def teacher_of(place: ClassSubject, **membership):
    """Somebody who teaches the subject to the class."""
    person = make.member(Role.FACULTY, place.term.institution, **membership)
    staff = make.staff(place.term.institution, person=person)
    Teaching.objects.create(staff=staff, subject=place.subject, **place.of_class)
    return person


def cells(place: ClassSubject) -> dict[str, str]:
    """Every cell's name with its token, as a page would be shown them now."""
    return {name: token_of(row.value(column)) for name, row, column in read(place).cells()}


def typed(place: ClassSubject, texts: dict, shown=None, **more):
    """What comes of typing these texts (by result, or by result and component) and saving."""
    return save(place, Sent(named(texts), cells(place) if shown is None else shown, **more))


def named(texts: dict) -> dict[str, str]:
    """Texts by the names of their cells."""
    return {name_of(key): text for key, text in texts.items()}


def name_of(key) -> str:
    """The name of a result's cell, or of a result's and a component's."""
    result, part = key if isinstance(key, tuple) else (key, None)
    return f"{result.pk}-{part.pk if part else 0}"


def posted(texts: dict, shown: dict, **more) -> dict:
    """The same as a form posts it."""
    fields = {f"cell-{name}": text for name, text in named(texts).items()}
    return fields | {"shown": json.dumps(shown)} | more


def scores(place: ClassSubject) -> list[tuple]:
    """State and score of every stored mark, by roll number."""
    rows = place.subject.marks.order_by("result__student__roll_key")
    return [(state, score and str(score)) for state, score in rows.values_list("state", "score")]
