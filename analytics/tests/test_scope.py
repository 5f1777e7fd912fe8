"""A scope holds what its viewer may see, and tells nobody what else there is."""

import pytest

from analytics.scope import SUBJECT, WHOLE, Scope, ScopeError
from students.models import Branch, ClassCharge, Mentorship, Student, Subject, Teaching
from students.tests import factories
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def ten():
    """The paper's term, beside another college with a branch of its own."""
    term = factories.term()
    factories.paper_ten(term)
    other = factories.term(factories.institution("OTHER"), code="2026-OTHER")
    factories.mark(factories.result(other, branch_code="MECH"), "Welding", 50)
    return term


def teacher(term, subjects=(), charge=False, branch="CSE"):
    person = factories.member("faculty", term.institution)
    staff = factories.staff(term.institution, person=person)
    place = {"term": term, "branch": Branch.objects.get(code=branch), "semester": 4}
    for title in subjects:
        Teaching.objects.create(staff=staff, subject=Subject.objects.get(title=title), **place)
    if charge:
        ClassCharge.objects.create(staff=staff, **place)
    return person


def mentor(term, *roll_numbers):
    person = factories.member("mentor", term.institution)
    staff = factories.staff(term.institution, person=person)
    for student in Student.objects.filter(roll_no__in=roll_numbers):
        Mentorship.objects.create(staff=staff, student=student)
    return person


def test_codes_are_found_however_they_are_written(ten):
    scope = Scope.of(factories.member("principal", ten.institution), {"branch": " cse "})
    assert scope.chosen == {"branch": "CSE"}
    assert scope.results().count() == 4


@pytest.mark.parametrize(
    ("name", "theirs", "nowhere"),
    [
        ("institution", "OTHER", "NOWHERE"),
        ("term", "2026-OTHER", "2026-NEVER"),
        ("branch", "MECH", "XXXX"),
        ("subject", "WELDING", "NOTHING"),
        ("semester", "9", "99999999999999999999999999"),
    ],
)
def test_what_is_not_theirs_is_told_as_what_does_not_exist(ten, name, theirs, nowhere):
    principal = factories.member("principal", ten.institution)
    told = []
    for code in (theirs, nowhere):
        with pytest.raises(ScopeError) as error:
            Scope.of(principal, {name: code})
        told.append(str(error.value).replace(code, "…"))
    assert told[0] == told[1] == f"There is no {name} “…” here."


def test_every_unknown_value_is_named_at_once(ten):
    with pytest.raises(ScopeError) as error:
        Scope.of(factories.member("principal", ten.institution), {"branch": "X", "batch": "\0"})
    assert len(error.value.problems) == 2


def test_a_head_has_the_own_branch_alone(ten):
    head = factories.member("head", ten.institution, branch=Branch.objects.get(code="IT"))
    scope = Scope.of(head, {})
    assert scope.results().count() == 3
    assert [one.code for one in scope.choices.of("branch")] == ["IT"]
    with pytest.raises(ScopeError):
        Scope.of(head, {"branch": "CSE"})


def test_a_subject_teacher_is_given_the_first_of_their_subjects(ten):
    scope = Scope.of(teacher(ten, ["Physics", "English"]), {})
    assert (scope.basis, scope.chosen) == (SUBJECT, {"subject": "ENGLISH"})
    assert scope.results().count() == 4
    assert not scope.whole_results().exists()
    assert [one.title for one in scope.choices.of("subject")] == ["English", "Physics"]


def test_a_list_is_not_narrowed_to_one_subject(ten):
    person = teacher(ten, ["Physics"])
    assert Scope.of(person, {}, one_subject=False).chosen == {}


def test_a_class_teacher_who_also_teaches_elsewhere_sees_whole_classes_first(ten):
    person = teacher(ten, charge=True)
    Teaching.objects.create(
        staff=person.staff_records.get(),
        term=ten,
        branch=Branch.objects.get(code="IT"),
        semester=4,
        subject=Subject.objects.get(title="Physics"),
    )
    scope = Scope.of(person, {})
    assert scope.basis == WHOLE
    assert scope.students_query(grade="A") == "records=whole&grade=A"
    assert Scope.of(person, {"records": "whole"}).results().count() == 4
    assert Scope.of(person, {"subject": "physics"}).results().count() == 7


def test_a_mentor_has_their_mentees(ten):
    scope = Scope.of(mentor(ten, "CSE2101", "IT2103"), {})
    assert scope.basis == WHOLE
    assert scope.needs_mentees
    assert scope.whole_results().count() == 2
    assert [one.code for one in scope.choices.of("branch")] == ["CSE", "IT"]


def test_a_manager_sees_figures_that_lead_to_nobody(ten):
    scope = Scope.of(factories.member("manager", ten.institution), {})
    assert scope.summaries().exists()
    assert not scope.results().exists()
    assert not scope.leads_to_students


@pytest.mark.parametrize("role", ["accountant", "administrator", "student"])
def test_who_sees_no_figures_has_no_institution_here(ten, role):
    scope = Scope.of(factories.member(role, ten.institution), {})
    assert scope.institutions == ()
    assert not scope.summaries().exists()


def test_a_group_is_seen_whole_and_by_institution(ten):
    group = factories.Institution.objects.get(code="OTHER")
    principal = factories.member("principal", ten.institution)
    factories.Membership.objects.create(user=principal, role="principal", institution=group)
    assert Scope.of(principal, {}).results().count() == 11
    assert Scope.of(principal, {"institution": "other"}).results().count() == 1


def test_an_institution_without_a_term_is_still_there():
    empty = factories.institution("EMPTY")
    principal = factories.member("principal", empty)
    scope = Scope.of(principal, {"institution": "EMPTY"})
    assert (scope.institutions, scope.terms) == ((empty,), ())
