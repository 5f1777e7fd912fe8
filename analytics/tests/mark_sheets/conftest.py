"""A class with a published result, and one student whose marks are published without one."""

import pytest

from students.models import Role, Subject, TermResult
from students.tests import factories as make
from students.tests.models.classes import class_of_three, ordained, publish
from students.tests.results.pages import declared as declare_class


@pytest.fixture
def term():
    in_term = make.term(make.institution())
    ordained(in_term, {"grace": []})
    return in_term


@pytest.fixture
def batch(term):
    return make.batch(term.institution, "B1")


@pytest.fixture
def declared(term, batch):
    """Asha passes both subjects, Bela fails Physics, Charu both; declared and published."""
    cohort, rows = class_of_three(term)
    for result in rows.values():
        result.batch = batch
        result.save()
    publish(declare_class(cohort))
    return {name: TermResult.objects.get(pk=result.pk) for name, result in rows.items()}


@pytest.fixture
def dev(term):
    """Dev's class is not declared: Chemistry is published, Physics is not, Sports awaits a mark."""
    result = make.result(term, make.student(term.institution, "DEV", "Dev"), "IT")
    make.mark(result, "Chemistry", score=44.5, published=True)
    make.mark(result, "Electronics", score=91)
    make.mark(result, "Sports", score=None, state="pending", published=True)
    Subject.objects.filter(code="CHEMISTRY").update(credits=3)
    return result


@pytest.fixture
def registrar(client, term):
    client.force_login(make.member(Role.REGISTRAR, term.institution))
    return client
