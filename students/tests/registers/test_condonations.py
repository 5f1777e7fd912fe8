"""A condonation says who, why and down to what; it changes a right and no figure."""

import pytest

from students.models import (
    AttendanceChange,
    Condonation,
    RecordChange,
    ResultSummary,
    SubjectAttendance,
    SubjectSummary,
    TermResult,
)
from students.models.removal import remove_student
from students.rules.reasons import reasons
from students.tests import factories as make

WHY = {"down_to": "65", "reference": "Ordinance 12.3", "reason": "In hospital"}


@pytest.fixture
def short(lesson):
    """The first student of the class, with 13 of 20 classes of Mathematics."""
    result = lesson.results[0]
    make.presences(result, "P" * 13 + "A" * 7, start=result.term.starts_on)
    make.mark(result, score=80)
    return result


def address(result):
    return f"/attendance/condonations/{result.pk}/"


def granted(lesson, result, name="principal", status=302, **fields):
    lesson.client.force_login(lesson.people[name])
    said = WHY | {"subject": make.subject(result.institution).pk} | fields
    answer = lesson.client.post(address(result), said)
    assert answer.status_code == status
    return answer.content.decode()


def everything_but_the_right() -> list:
    """All figures and their reasons, as they are stored and as they are told."""
    models = (TermResult, SubjectAttendance, ResultSummary, SubjectSummary, AttendanceChange)
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    told = [
        reasons(one.policy_version.policy, one, one.exact_attendance)
        for one in TermResult.objects.order_by("pk")
    ]
    return [rows, told]


def test_percent_risk_and_reasons_are_the_same_before_and_after(lesson, short):
    before = everything_but_the_right()
    page = lesson.get("principal", f"/attendance/condonations/{short.pk}/")
    assert "10.0 points short of 75" in page

    granted(lesson, short)
    assert everything_but_the_right() == before
    assert "Condoned down to 65" in lesson.get("principal", address(short))

    condonation = Condonation.objects.get()
    lesson.post("principal", f"/attendance/condonations/{condonation.pk}/revoke/", because="Error")
    assert everything_but_the_right() == before
    assert "10.0 points short of 75" in lesson.get("principal", address(short))


def test_who_and_why_are_kept_and_written_down(lesson, short):
    granted(lesson, short, "head")
    one = Condonation.objects.get()
    assert (one.granted_by, one.down_to, one.reason) == (lesson.people["head"], 65, "In hospital")

    lesson.post("principal", f"/attendance/condonations/{one.pk}/revoke/", because="No certificate")
    one.refresh_from_db()
    assert one.revoked_by == lesson.people["principal"]
    changes = RecordChange.objects.filter(model="condonation", record_id=one.pk)
    assert list(changes.values_list("kind", "user_id", "new")) == [
        ("made", one.granted_by_id, "MATHEMATICS down to 65.00 %, Ordinance 12.3: In hospital"),
        ("changed", one.revoked_by_id, "No certificate"),
    ]


@pytest.mark.parametrize("name", ["teacher", "registrar", "class teacher", "mentor", "student"])
def test_who_may_not_condone_has_no_such_page(lesson, short, name):
    lesson.get(name, address(short), 403)
    granted(lesson, short, name, 403)
    assert not Condonation.objects.exists()


@pytest.mark.parametrize("name", ["stranger", "other head"])
def test_the_students_of_others_are_as_if_they_were_not(lesson, short, name):
    assert lesson.get(name, address(short), 404) == lesson.get(
        name, "/attendance/condonations/999/", 404
    )
    granted(lesson, short, name, 404)
    granted(lesson, short)
    one = Condonation.objects.get()
    lesson.post(name, f"/attendance/condonations/{one.pk}/revoke/", 404, because="Mine")
    assert Condonation.objects.in_force().exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"down_to": "75"}, "The line is 75"),
        ({"down_to": "100"}, "The line is 75"),
        ({"down_to": "-1"}, "greater than or equal to 0"),
        ({"down_to": "64.999"}, "decimal places"),
        ({"down_to": ""}, "required"),
        ({"reason": "  "}, "required"),
        ({"reference": ""}, "required"),
        ({"reason": "In\u202e hospital"}, "hidden sign"),
        ({"subject": "999"}, "valid choice"),
    ],
)
def test_what_cannot_be_granted_is_said(lesson, short, fields, words):
    assert words in granted(lesson, short, status=409, **fields)
    assert not Condonation.objects.exists()


def test_a_second_one_of_the_same_is_refused_until_the_first_is_revoked(lesson, short):
    granted(lesson, short)
    assert "There is a condonation of this already" in granted(lesson, short, status=409)
    granted(lesson, short, subject="")
    assert Condonation.objects.count() == 2

    one = Condonation.objects.exclude(subject=None).get()
    revoke = f"/attendance/condonations/{one.pk}/revoke/"
    lesson.post("principal", revoke, because="Error")
    lesson.post("principal", revoke, because="Error again")
    assert "revoked already" in lesson.get("principal", address(short))
    granted(lesson, short)
    assert Condonation.objects.in_force().count() == 2


def test_it_is_not_revoked_without_a_word(lesson, short):
    granted(lesson, short)
    one = Condonation.objects.get()
    lesson.post("principal", f"/attendance/condonations/{one.pk}/revoke/", because=" ")
    assert Condonation.objects.in_force().exists()


def test_a_whole_term_covers_every_subject_and_a_subject_no_other(lesson, short):
    make.presences(short, "PPA", "Physics", start=short.term.starts_on)
    granted(lesson, short)
    page = lesson.get("principal", address(short))
    assert page.count("Condoned down to 65") == 1
    granted(lesson, short, subject="")
    assert lesson.get("principal", address(short)).count("Condoned down to 65") == 2


def test_it_goes_with_its_student_and_the_history_keeps_it(lesson, short):
    granted(lesson, short)
    remove_student(short.student)

    gone = RecordChange.objects.get(model="condonation", kind="removed")
    assert "Ordinance 12.3: In hospital" in gone.old


def test_where_no_class_was_held_nothing_is_in_order_yet(lesson, short):
    physics = make.subject(short.institution, "Physics")
    SubjectAttendance.objects.create(result=short, subject=physics, held=0, attended=0)

    page = lesson.get("principal", address(short))

    assert "No class held yet" in page
    assert "In order" not in page
