"""Who sees what happened in online courses: the four people, and backgrounds for nobody but one."""

import pytest

from students.access import visible_to
from students.models import Role, StudentBackground, Teaching
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha():
    result = make.result(make.term())
    make.week(make.enrolment(result, "Mathematics"))
    make.enrolment(result, "Physics")
    StudentBackground.objects.create(result=result, gender="F")
    return result


def seen(user) -> tuple[set, int, int]:
    """Subjects of enrolments, weeks, backgrounds."""
    sight = visible_to(user)
    subjects = set(sight.enrolments().values_list("subject__code", flat=True))
    return subjects, sight.weekly_activities().count(), sight.audited_backgrounds().count()


def test_a_principal_sees_all_and_may_audit(asha):
    principal = make.member(Role.PRINCIPAL, asha.institution)
    assert seen(principal) == ({"MATHEMATICS", "PHYSICS"}, 1, 1)


def test_a_registrar_sees_all_but_no_background(asha):
    registrar = make.member(Role.REGISTRAR, asha.institution)
    assert seen(registrar) == ({"MATHEMATICS", "PHYSICS"}, 1, 0)


def test_a_teacher_sees_their_own_subject(asha):
    teacher = make.member(Role.FACULTY, asha.institution)
    place = {name: getattr(asha, name) for name in ("term", "branch", "semester", "section")}
    Teaching.objects.create(
        staff=make.staff(asha.institution, person=teacher),
        subject=make.subject(asha.institution, "Physics"),
        **place,
    )
    assert seen(teacher) == ({"PHYSICS"}, 0, 0)


def test_a_student_sees_their_own_through_the_own_door_alone(asha):
    student = make.member(Role.STUDENT, asha.institution)
    asha.student.user = student
    asha.student.save()
    assert seen(student) == (set(), 0, 0)
    assert visible_to(student).own_enrolments().count() == 2


def test_a_stranger_sees_nothing(asha):
    stranger = make.member(Role.PRINCIPAL, make.institution("ELSEWHERE"))
    assert seen(stranger) == (set(), 0, 0)
    assert not visible_to(stranger).own_enrolments().exists()
