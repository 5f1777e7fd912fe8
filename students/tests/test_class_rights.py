"""What an index looks by never hides a class that is somebody's, nor shows one that is not."""

import pytest
from django.db.models import Q

from students.access import visible_to
from students.models import ClassCharge, Role, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def classes():
    """Semester 4 of CSE in sections A and B, semester 2 of CSE, and semester 4 of IT."""
    term = make.term()
    return {
        "A": make.result(term, section="A"),
        "B": make.result(term, section="B"),
        "2": make.result(term, semester=2, section="A"),
        "IT": make.result(term, branch_code="IT", section="A"),
    }


def in_charge_of(*results):
    """Somebody with charge of the classes of these results."""
    person = make.member(Role.FACULTY, results[0].institution)
    staff = make.staff(results[0].institution, person=person)
    names = ("term", "branch", "semester", "section")
    for result in results:
        ClassCharge.objects.create(staff=staff, **{name: getattr(result, name) for name in names})
    return person


def test_what_is_near_a_class_is_of_its_branch_semester_and_section(classes):
    near = visible_to(in_charge_of(classes["A"])).near()

    assert list(TermResult.objects.filter(near)) == [classes["A"]]


def test_what_is_near_two_classes_holds_both_and_is_no_right_by_itself(classes):
    sight = visible_to(in_charge_of(classes["2"], classes["IT"]))

    near = TermResult.objects.filter(sight.near())
    assert {classes["2"], classes["IT"]} < set(near)
    assert set(sight.whole_results()) == {classes["2"], classes["IT"]}


def test_nothing_is_near_who_has_no_class(classes):
    place = classes["A"].institution
    person = make.member(Role.FACULTY, place)
    make.staff(place, person=person)

    assert not TermResult.objects.filter(visible_to(person).near()).exists()


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.HEAD])
def test_classes_seen_in_another_way_are_not_narrowed_to_those_near(classes, role):
    person = in_charge_of(classes["A"])
    branch = {"branch": classes["IT"].branch} if role == Role.HEAD else {}
    make.Membership.objects.create(
        user=person, role=role, institution=classes["A"].institution, **branch
    )

    assert visible_to(person).cells_near() == Q()
