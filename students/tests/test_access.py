"""Who sees which result: principal, own teacher, student, stranger, and everybody else."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from students.access import visible_to
from students.models import ClassCharge, Group, Membership, Mentorship, Role, Teaching
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def yesterday():
    return timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def house():
    """Two classes of one college with two subjects each, and a college next door."""
    term, next_door = make.term(), make.term(make.institution("NEXT"))
    cse, it = make.result(term, section="A"), make.result(term, branch_code="IT")
    other = make.result(next_door)
    for result in (cse, it, other):
        make.mark(result, "Mathematics", 50)
        make.mark(result, "Physics", 60)
    return term, cse, it, other


def teacher(term, place=None, role=Role.FACULTY, **membership):
    person = make.member(role, term.institution, **membership)
    return person, make.staff(place or term.institution, person=person)


def of_class(result):
    names = ("term", "branch", "semester", "section")
    return {name: getattr(result, name) for name in names}


def test_a_principal_sees_their_institution_and_no_other(house):
    term, cse, it, _ = house
    sight = visible_to(make.member(Role.PRINCIPAL, term.institution))

    assert set(sight.results()) == set(sight.whole_results()) == {cse, it}
    assert sight.marks().count() == 4
    assert not sight.may_edit(term.institution_id)


def test_a_registrar_may_edit_their_own_institution_alone(house):
    term, _, _, other = house
    sight = visible_to(make.member(Role.REGISTRAR, term.institution))

    assert sight.may_edit(term.institution_id)
    assert not sight.may_edit(other.institution_id)


def test_a_head_sees_their_own_branch(house):
    term, cse, _, _ = house
    person = make.member(Role.HEAD, term.institution, branch=cse.branch)

    assert list(visible_to(person).whole_results()) == [cse]


def test_a_subject_teacher_sees_the_own_subject_of_the_own_class(house):
    term, cse, _, _ = house
    person, staff = teacher(term)
    mathematics = make.subject(term.institution, "Mathematics")
    Teaching.objects.create(staff=staff, subject=mathematics, **of_class(cse))
    sight = visible_to(person)

    assert list(sight.results()) == [cse]
    assert list(sight.whole_results()) == []
    assert [(mark.result, mark.subject) for mark in sight.marks()] == [(cse, mathematics)]


def test_a_class_without_sections_is_not_every_section(house):
    term, cse, _, _ = house
    person, staff = teacher(term)
    ClassCharge.objects.create(staff=staff, **{**of_class(cse), "section": ""})

    assert not visible_to(person).results().exists()


def test_a_class_teacher_sees_the_whole_record_of_the_class(house):
    term, cse, _, _ = house
    person, staff = teacher(term)
    ClassCharge.objects.create(staff=staff, **of_class(cse))

    assert list(visible_to(person).whole_results()) == [cse]


def test_a_mentor_sees_mentees_while_the_mentorship_lasts(house):
    term, cse, it, _ = house
    person, staff = teacher(term, role=Role.MENTOR)
    Mentorship.objects.create(staff=staff, student=cse.student, starts_on=yesterday())
    Mentorship.objects.create(
        staff=staff, student=it.student, starts_on=yesterday(), ends_on=yesterday()
    )

    assert list(visible_to(person).whole_results()) == [cse]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ACCOUNTANT, Role.ADMINISTRATOR, Role.STUDENT])
def test_these_roles_see_no_one_elses_record(house, role):
    term, *_ = house
    sight = visible_to(make.member(role, term.institution))

    assert not sight.results().exists()
    assert not sight.students().exists()
    assert not sight.marks().exists()


def test_a_student_sees_own_published_marks_alone(house):
    term, cse, *_ = house
    cse.student.user = make.member(Role.STUDENT, term.institution)
    cse.student.save()
    mark = cse.marks.first()
    mark.published = True
    mark.save()
    sight = visible_to(cse.student.user)

    assert list(sight.own_results()) == [cse]
    assert list(sight.own_marks()) == [mark]
    assert not sight.results().exists()


def test_a_mark_made_of_an_unpublished_component_is_not_out(house):
    term, cse, *_ = house
    cse.student.user = make.member(Role.STUDENT, term.institution)
    cse.student.save()
    mark = cse.marks.first()
    mark.published = True
    mark.save()
    make.component_mark(mark, "QUIZ", 5, published=True)
    hidden = make.component_mark(mark, "MIDTERM", 7, published=False)

    assert not visible_to(cse.student.user).own_marks().exists()
    hidden.published = True
    hidden.save()
    assert list(visible_to(cse.student.user).own_marks()) == [mark]


def test_a_role_that_ended_yesterday_shows_nothing(house):
    term, cse, *_ = house
    ended = {"starts_on": yesterday() - datetime.timedelta(days=9), "ends_on": yesterday()}
    person, staff = teacher(term, **ended)
    ClassCharge.objects.create(staff=staff, **of_class(cse))

    assert not visible_to(person).results().exists()
    principal = make.member(Role.PRINCIPAL, term.institution, **ended)
    assert not visible_to(principal).results().exists()


def test_a_role_in_one_institution_opens_no_staff_record_in_another(house):
    term, _, _, other = house
    person = make.member(Role.FACULTY, term.institution)
    staff = make.staff(other.institution, person=person)
    ClassCharge.objects.create(staff=staff, **of_class(other))

    assert not visible_to(person).results().exists()


def test_a_group_membership_covers_its_institutions(house):
    term, cse, it, _ = house
    term.institution.group = Group.objects.create(name="Trust")
    term.institution.save()
    person = make.user("owner")
    Membership.objects.create(user=person, role=Role.PRINCIPAL, group=term.institution.group)

    assert set(visible_to(person).results()) == {cse, it}


def test_anonymous_and_disabled_users_see_nothing(house):
    term, *_ = house
    disabled = make.member(Role.PRINCIPAL, term.institution)
    disabled.is_active = False

    assert not visible_to(AnonymousUser()).results().exists()
    assert not visible_to(disabled).results().exists()


def test_a_superuser_sees_everything(house):
    assert visible_to(make.user("root", is_superuser=True)).results().count() == 3


def test_a_head_of_another_colleges_branch_sees_nothing_of_it(house):
    term, _, _, other = house
    person = make.member(Role.HEAD, term.institution, branch=other.branch)

    assert not visible_to(person).results().exists()
    assert not visible_to(person).students().exists()
