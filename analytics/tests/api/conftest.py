"""The paper's ten in one college, one student in another, and a way to ask as somebody."""

import pytest
from rest_framework.test import APIClient

from students.models import Branch, Subject, Teaching
from students.tests import factories
from students.tests.kept_worlds import kept


@pytest.fixture
def term():
    return two_colleges()


@kept
def two_colleges():
    """The term of the paper's ten; in another college there is one student."""
    term = factories.term()
    factories.paper_ten(term)
    other = factories.term(factories.institution("OTHER"), code="2026-ODD")
    factories.mark(factories.result(other, factories.student(other.institution, "X1")), score=50)
    return term


@pytest.fixture
def asking():
    """Give a function from a user to a client that is signed in."""

    def client_of(person):
        client = APIClient()
        client.force_login(person)
        return client

    return client_of


@pytest.fixture
def registrar(term, asking):
    return asking(factories.member("registrar", term.institution))


@pytest.fixture
def teacher(term, asking):
    """Physics in CSE, semester 4."""
    person = factories.member("faculty", term.institution)
    Teaching.objects.create(
        staff=factories.staff(term.institution, person=person),
        term=term,
        branch=Branch.objects.get(institution=term.institution, code="CSE"),
        semester=4,
        subject=Subject.objects.get(institution=term.institution, title="Physics"),
    )
    return asking(person)
