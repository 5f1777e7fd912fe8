"""Attendance over the API: of terms and in subjects, who reads, who enters, what is refused."""

import pytest

from students.models import (
    AttendanceChange,
    Subject,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.tests import factories

pytestmark = pytest.mark.django_db
TERM, SUBJECT = "/api/v1/attendance/term/", "/api/v1/attendance/subject/"


@pytest.fixture
def result(term):
    return TermResult.objects.get(student__roll_no="CSE2110")


@pytest.fixture
def register(result):
    """Half the classes of physics."""
    physics = Subject.objects.get(institution=result.institution, code="PHYSICS")
    return SubjectAttendance.objects.create(result=result, subject=physics, held=10, attended=5)


def send(client, method, url, body=None, version=None):
    version = client.get(url).json()["version"] if version is None else version
    call = getattr(client, method)
    return call(url, body or {}, format="json", HTTP_IF_MATCH=f'"{version}"')


def fields(answer):
    return {one["field"] for one in answer.json()["problems"]}


def stored():
    """Everything a refused write must leave as it was."""
    models = (TermAttendance, SubjectAttendance, TermResult, AttendanceChange)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_terms_attendance_is_read_and_changed(registrar, result):
    url = f"{TERM}{result.term_attendance.pk}/"
    row = registrar.get(url).json()
    assert (row["roll_no"], row["percent"], row["held"]) == ("CSE2110", 55.0, None)
    body = {"held": 40, "attended": 31, "percent": None}
    changed = send(registrar, "patch", url, body)
    assert changed.status_code == 200
    assert (changed.json()["held"], changed.json()["percent"]) == (40, None)
    change = AttendanceChange.objects.get()
    assert (change.old_percent, change.new_attended, change.door) == (55, 31, "api")
    assert changed["ETag"] == f'"{change.pk}"'
    students = registrar.get("/api/v1/students/", {"search": "CSE2110"}).json()["results"]
    assert students[0]["attendance"] == 77.5


@pytest.mark.parametrize(
    "body",
    [
        {"held": 40},
        {"held": 40, "attended": 30},
        {"held": 40, "attended": 41, "percent": None},
        {"held": 40, "attended": 30, "excused": 11, "percent": None},
        {"percent": None},
        {"excused": 1},
    ],
)
def test_classes_and_a_percent_exclude_each_other(registrar, result, body):
    before = stored()
    answer = send(registrar, "patch", f"{TERM}{result.term_attendance.pk}/", body)
    assert answer.status_code == 400
    assert fields(answer) == {None}
    assert stored() == before


@pytest.mark.parametrize(
    ("body", "field"),
    [({"percent": 101}, "percent"), ({"percent": "5"}, "percent"), ({"held": 2001}, "held")],
)
def test_numbers_lie_in_their_ranges(registrar, result, body, field):
    answer = send(registrar, "patch", f"{TERM}{result.term_attendance.pk}/", body)
    assert (answer.status_code, fields(answer)) == (400, {field})


def test_a_new_attendance_is_entered_once(registrar, term):
    late = factories.result(term)
    body = {"result": late.pk, "held": 40, "attended": 20}
    made = registrar.post(TERM, body, format="json")
    assert made.status_code == 201
    assert registrar.get(made["Location"]).json() == made.json()
    late.refresh_from_db()
    assert late.risk == "High"
    assert fields(registrar.post(TERM, body, format="json")) == {"result"}
    in_subject = registrar.post(SUBJECT, body | {"subject": "physics"}, format="json")
    assert in_subject.json()["percent"] == 50.0
    again = registrar.post(SUBJECT, body | {"subject": "physics"}, format="json")
    assert fields(again) == {"subject"}


def test_a_subject_teacher_enters_their_subject_and_sees_no_term(teacher, register, result):
    url = f"{SUBJECT}{register.pk}/"
    assert teacher.get(url).json()["percent"] == 50.0
    assert send(teacher, "patch", url, {"attended": 9}).json()["percent"] == 90.0
    assert [row["id"] for row in teacher.get(SUBJECT).json()["results"]] == [register.pk]
    assert teacher.get(f"{TERM}{result.term_attendance.pk}/").status_code == 404
    assert teacher.get(TERM).json()["results"] == []
    body = {"result": result.pk, "held": 4, "attended": 2}
    assert teacher.post(TERM, body, format="json").status_code == 403
    english = teacher.post(SUBJECT, body | {"subject": "ENGLISH"}, format="json")
    assert english.status_code == 403


def test_what_does_not_add_up_in_a_subject_is_refused(registrar, register):
    before = stored()
    answer = send(registrar, "patch", f"{SUBJECT}{register.pk}/", {"attended": 11})
    assert answer.json()["problems"][0]["reason"].startswith("Attended and excused together")
    assert stored() == before


def test_a_stale_or_unversioned_write_is_refused(registrar, register):
    url = f"{SUBJECT}{register.pk}/"
    before = stored()
    stale = send(registrar, "patch", url, {"attended": 6}, version=0)
    assert stale.status_code == 412
    assert (stale.json()["stored"], stale.json()["sent"]) == ({"attended": 5}, {"attended": 6})
    assert registrar.delete(url).status_code == 428
    assert stored() == before


def test_one_that_goes_is_kept_in_the_history(registrar, register, result):
    assert send(registrar, "delete", f"{SUBJECT}{register.pk}/").status_code == 204
    gone = AttendanceChange.objects.order_by("pk").last()
    assert (gone.old_attended, gone.new_attended, gone.door) == (5, None, "api")
    result.refresh_from_db()
    assert result.attendance == 55 * 10**10


@pytest.mark.parametrize("role", ["principal", "mentor", "manager", "student"])
def test_others_enter_nothing(term, asking, role, register, result):
    client = asking(factories.member(role, term.institution))
    before = stored()
    for url in (f"{SUBJECT}{register.pk}/", f"{TERM}{result.term_attendance.pk}/"):
        assert send(client, "patch", url, {"excused": 1}, 0).status_code in (403, 404)
        assert send(client, "delete", url, {}, 0).status_code in (403, 404)
    assert stored() == before


def test_a_stranger_finds_none(asking, register, result):
    stranger = asking(factories.member("registrar", factories.institution("FAR")))
    for url, pk in ((SUBJECT, register.pk), (TERM, result.term_attendance.pk)):
        assert stranger.get(url).json()["results"] == []
        theirs, nobody = stranger.get(f"{url}{pk}/"), stranger.get(f"{url}{10**9}/")
        assert theirs.status_code == nobody.status_code == 404
        assert theirs.content == nobody.content


@pytest.mark.parametrize("url", [TERM, SUBJECT])
def test_the_number_of_queries_does_not_grow(
    registrar, term, url, django_assert_max_num_queries, register
):
    with TermResult.objects.refreshing():
        for _ in range(20):
            late = factories.result(term)
            factories.attendance(late, percent=50)
            SubjectAttendance.objects.create(
                result=late, subject=register.subject, held=4, attended=2
            )
    with django_assert_max_num_queries(10):
        assert registrar.get(url, {"page_size": 200}).status_code == 200


def test_what_follows_from_classes_is_neither_typed_over_nor_removed(registrar, result):
    factories.presences(result, "PA", "Physics")
    row = SubjectAttendance.objects.get(by_session=True)
    before = stored()
    for method in ("patch", "delete"):
        answer = send(registrar, method, f"{SUBJECT}{row.pk}/", {"attended": 2})
        assert (answer.status_code, answer.json()["problems"]) == (409, [])
        assert "class by class" in answer.json()["detail"]
    assert stored() == before
    same = send(registrar, "patch", f"{SUBJECT}{row.pk}/", {"attended": 1})
    assert same.status_code == 200
