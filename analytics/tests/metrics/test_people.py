"""Students of several institutions, and how many people they are."""

import pytest

from analytics.dashboards.strip import strip
from analytics.metrics.figures import Figures
from analytics.metrics.people import counted_twice
from analytics.scope import Scope
from students.models import Role, SamePerson
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    return [make.term(make.institution(code)) for code in ("HOME", "AWAY")]


@pytest.fixture
def principal(terms):
    user = make.member(Role.PRINCIPAL, terms[0].institution, name="principal")
    user.memberships.create(role=Role.PRINCIPAL, institution=terms[1].institution)
    return user


def same(one, other, verdict="same"):
    first, second = sorted((one.student_id, other.student_id))
    SamePerson.objects.create(first_id=first, second_id=second, verdict=verdict)


def students_note(user, **params):
    cells = strip(Figures(Scope.of(user, params)))
    return next((cell.value, cell.note) for cell in cells if cell.label == "Students")


def test_who_studies_in_two_institutions_is_two_students_and_one_person(terms, principal):
    one, other, _third = make.result(terms[0]), make.result(terms[1]), make.result(terms[1])
    same(one, other)

    assert counted_twice(Scope.of(principal, {})) == 1
    assert students_note(principal) == ("3", "2 people")


def test_two_people_are_two_and_who_has_left_is_not_counted(terms, principal):
    one, other = make.result(terms[0]), make.result(terms[1])
    gone = make.result(terms[1], status="withdrawn")
    same(one, other, "other")
    same(one, gone)

    assert students_note(principal) == ("2", "")


def test_in_one_institution_students_are_students(terms, principal):
    one, other = make.result(terms[0]), make.result(terms[0])
    same(one, other)

    assert students_note(principal, institution="HOME") == ("2", "")


def test_who_sees_no_student_is_told_no_number_of_a_few(terms):
    manager = make.member(Role.MANAGER, terms[0].institution, name="manager")
    manager.memberships.create(role=Role.MANAGER, institution=terms[1].institution)
    one, other = make.result(terms[0]), make.result(terms[1])
    same(one, other)

    assert counted_twice(Scope.of(manager, {})) == 0
