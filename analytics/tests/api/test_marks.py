"""Marks over the API: who reads, who enters, what is refused, what is kept."""

import pytest

from students.models import (
    Component,
    Mark,
    MarkChange,
    Membership,
    ResultSummary,
    Staff,
    Subject,
    Teaching,
    TermResult,
)
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/marks/"


def mark_of(roll_no, title="Physics"):
    return Mark.objects.get(result__student__roll_no=roll_no, subject__title=title)


def url_of(mark):
    return f"{URL}{mark.pk}/"


def send(client, method, mark, body=None, version=None):
    """Send a change of what was just read."""
    version = client.get(url_of(mark)).json()["version"] if version is None else version
    headers = {"HTTP_IF_MATCH": f'"{version}"'}
    return getattr(client, method)(url_of(mark), body or {}, format="json", **headers)


def stored():
    """Everything a refused write must leave as it was."""
    return (
        list(Mark.objects.order_by("pk").values()),
        list(TermResult.objects.order_by("pk").values()),
        MarkChange.objects.count(),
    )


def reasons(answer):
    return {one["field"]: one["reason"] for one in answer.json()["problems"]}


def test_a_mark_has_its_figures_as_numbers(registrar):
    mark = mark_of("CSE2110")
    row = registrar.get(url_of(mark)).json()
    student = mark.result.student
    assert row == {
        "id": mark.pk,
        "result": mark.result_id,
        "student": student.pk,
        "roll_no": "CSE2110",
        "name": student.name,
        "term": "2026-ODD",
        "subject": "PHYSICS",
        "attempt": 1,
        "sat_term": None,
        "state": "present",
        "score": 33.0,
        "max_score": 100.0,
        "percent": 33.0,
        "grade": "F",
        "passed": False,
        "published": False,
        "components": [],
        "version": 0,
    }


def test_the_list_is_of_the_term_narrowed_and_in_pages(registrar):
    found, url = [], f"{URL}?page_size=20&branch=cse"
    while url:
        page = registrar.get(url).json()
        found += page["results"]
        url = page["next"]
    assert len(found) == len({row["id"] for row in found}) == 20
    assert [row["roll_no"] for row in found] == sorted(row["roll_no"] for row in found)
    physics = registrar.get(URL, {"subject": "physics"}).json()["results"]
    assert [row["subject"] for row in physics] == ["PHYSICS"] * 10
    of_one = registrar.get(URL, {"result": mark_of("CSE2101").result_id}).json()["results"]
    assert {row["roll_no"] for row in of_one} == {"CSE2101"}
    assert len(of_one) == 5


@pytest.mark.parametrize("value", ["x", "0", "-1", "9" * 30, "", "\0"])
def test_a_result_that_is_none_is_not_found(registrar, value):
    assert registrar.get(URL, {"result": value}).status_code == 404


def test_the_result_of_another_college_is_as_one_that_does_not_exist(registrar):
    far = TermResult.objects.get(institution__code="OTHER").pk
    theirs = registrar.get(URL, {"result": far})
    nobody = registrar.get(URL, {"result": 10**9})
    assert theirs.status_code == nobody.status_code == 404
    assert theirs.content.replace(str(far).encode(), b"") == nobody.content.replace(
        str(10**9).encode(), b""
    )


def test_the_number_of_queries_does_not_grow(registrar, term, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        registrar.get(URL, {"page_size": 5})
    with TermResult.objects.refreshing():
        for _ in range(30):
            factories.mark(factories.result(term))
    with django_assert_max_num_queries(12):
        registrar.get(URL, {"page_size": 200})


def test_a_subject_teacher_reads_and_enters_the_own_subject_alone(teacher):
    rows = teacher.get(URL).json()["results"]
    assert {row["subject"] for row in rows} == {"PHYSICS"}
    assert len(rows) == 4
    changed = send(teacher, "patch", mark_of("CSE2110"), {"score": 45.5})
    assert changed.json()["score"] == 45.5
    other = teacher.get(url_of(mark_of("CSE2110", "English")))
    assert other.status_code == teacher.get(f"{URL}{10**9}/").status_code == 404


def test_a_class_teacher_reads_all_and_enters_nothing_but_their_subject(teacher, term):
    staff = Staff.objects.get()
    charge = factories.mark(factories.result(term, branch_code="ME"), "Physics")
    of_class = {name: getattr(charge.result, name) for name in ("term", "branch", "semester")}
    staff.class_charges.create(**of_class)
    before = stored()
    assert send(teacher, "patch", charge, {"score": 1}).status_code == 403
    assert send(teacher, "delete", charge).status_code == 403
    assert stored() == before


@pytest.mark.parametrize("role", ["principal", "mentor", "accountant", "manager", "student"])
def test_others_enter_nothing(term, asking, role):
    person, mark = factories.member(role, term.institution), mark_of("CSE2101")
    before = stored()
    client = asking(person)
    assert send(client, "patch", mark, {"score": 1}, 0).status_code in (403, 404)
    new = {"result": mark.result_id, "subject": "ENGLISH", "score": 5}
    assert client.post(URL, new, format="json").status_code == 403
    assert stored() == before


def test_a_change_derives_the_result_and_is_written_down(registrar):
    mark = mark_of("CSE2110")
    answer = send(registrar, "patch", mark, {"score": 83, "published": True})
    row = answer.json()
    assert answer.status_code == 200
    assert (row["score"], row["grade"], row["passed"], row["published"]) == (83.0, "A", True, True)
    change = MarkChange.objects.get(roll_no="CSE2110")
    assert (change.old_score, change.new_score, change.door) == (33, 83, "api")
    assert row["version"] == change.pk
    assert answer["ETag"] == f'"{change.pk}"'
    mark.result.refresh_from_db()
    assert mark.result.mark_sum == (34 * 5 + 2 + 50) * 10**10
    assert registrar.get("/api/v1/analytics/summary/?branch=CSE").json()["average"] == 70.1


def test_a_stale_change_is_refused_with_both_values(registrar):
    mark = mark_of("CSE2101")
    send(registrar, "patch", mark, {"score": 50})
    before = stored()
    answer = send(registrar, "patch", mark, {"score": 60}, version=0)
    assert answer.status_code == 412
    assert (answer.json()["stored"], answer.json()["sent"]) == ({"score": 50.0}, {"score": 60})
    assert answer.json()["version"] == registrar.get(url_of(mark)).json()["version"]
    assert send(registrar, "delete", mark, version=0).status_code == 412
    assert stored() == before


def test_a_colleagues_other_mark_makes_nothing_stale(registrar):
    send(registrar, "patch", mark_of("CSE2101", "English"), {"score": 1})
    assert send(registrar, "patch", mark_of("CSE2101"), {"score": 2}, 0).status_code == 200


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_write_without_a_version_is_refused(registrar, method):
    mark = mark_of("CSE2101")
    assert getattr(registrar, method)(url_of(mark), {}, format="json").status_code == 428


@pytest.mark.parametrize(
    ("body", "state", "score"),
    [
        ({"state": "absent"}, "absent", None),
        ({"score": None}, "pending", None),
        ({"score": 0}, "present", 0.0),
        ({"state": "withheld"}, "withheld", 94.0),
        ({"state": "exempt", "score": None}, "exempt", None),
        ({"max_score": 94}, "present", 94.0),
        ({}, "present", 94.0),
    ],
)
def test_state_and_score_go_together(registrar, body, state, score):
    row = send(registrar, "patch", mark_of("CSE2101"), body).json()
    assert (row["state"], row["score"]) == (state, score)


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"score": 101}, "score", "It is above its maximum."),
        ({"max_score": 50}, "score", "It is above its maximum."),
        ({"state": "absent", "score": 5}, "score", "Absent has no score."),
        ({"state": "present", "score": None}, "score", "A number is missing."),
        ({"max_score": 0}, "max_score", "It lies above 0 and at most at 10000."),
        ({"score": 5.555}, "score", None),
        ({"score": -1}, "score", None),
        ({"score": "5"}, "score", None),
        ({"score": True}, "score", None),
        ({"score": 10**30}, "score", None),
        ({"state": "late"}, "state", None),
        ({"state": []}, "state", None),
        ({"published": "yes"}, "published", None),
        ({"grade": "A"}, "grade", "There is no field of this name to write."),
        ({"components": [{"component": "NONE"}]}, "components.0.component", None),
        ({"components": [{}]}, "components.0.component", None),
        ({"components": 5}, "components", None),
    ],
)
def test_what_cannot_stand_is_told_and_not_stored(registrar, body, field, reason):
    before = stored()
    answer = send(registrar, "patch", mark_of("CSE2101"), body)
    assert answer.status_code == 400
    assert reasons(answer).keys() == {field}
    assert reason in (None, reasons(answer)[field])
    assert stored() == before


def test_only_a_registrar_shows_a_mark_to_its_student(teacher, registrar):
    mark = mark_of("CSE2101")
    answer = send(teacher, "patch", mark, {"published": True})
    assert reasons(answer).keys() == {"published"}
    send(registrar, "patch", mark, {"published": True})
    assert send(teacher, "patch", mark, {"score": 5, "published": True}).json()["published"]


def test_a_new_mark_is_entered_once(teacher, term):
    late = factories.result(term)
    body = {"result": late.pk, "subject": "physics", "score": 61.25}
    made = teacher.post(URL, body, format="json")
    assert made.status_code == 201
    assert (made.json()["score"], made.json()["attempt"]) == (61.25, 1)
    assert teacher.get(made["Location"]).json() == made.json()
    late.refresh_from_db()
    assert late.grade == "B"
    again = teacher.post(URL, body, format="json")
    assert reasons(again) == {"subject": "This attempt is there already: change it."}
    elsewhere = teacher.post(URL, body | {"subject": "ENGLISH"}, format="json")
    assert elsewhere.status_code == 403


def test_a_later_attempt_names_the_term_it_was_sat_in(registrar):
    mark = mark_of("CSE2110")
    body = {"result": mark.result_id, "subject": "PHYSICS", "attempt": 2, "score": 44}
    assert reasons(registrar.post(URL, body, format="json")).keys() == {"sat_term"}
    made = registrar.post(URL, body | {"sat_term": "2026-ODD"}, format="json").json()
    assert (made["attempt"], made["sat_term"]) == (2, "2026-ODD")
    mark.result.refresh_from_db()
    assert mark.result.grade == "F"


@pytest.mark.parametrize("body", [[], {}, 5, {"result": True}, {"result": "1"}, {"result": 10**40}])
def test_a_new_mark_names_a_result(registrar, body):
    before = stored()
    assert registrar.post(URL, body, format="json").status_code == 400
    assert stored() == before


def test_a_result_next_door_is_as_one_that_does_not_exist(registrar):
    far = TermResult.objects.get(institution__code="OTHER").pk
    body = {"subject": "MATHEMATICS", "score": 5}
    theirs = registrar.post(URL, body | {"result": far}, format="json")
    nobody = registrar.post(URL, body | {"result": 10**9}, format="json")
    assert reasons(theirs) == {"result": f"There is no result {far} here."}
    assert reasons(nobody) == {"result": f"There is no result {10**9} here."}


def test_components_are_entered_and_make_the_mark(registrar, term):
    mark = mark_of("CSE2101")
    for code, kind, weight in (("QUIZ", "quiz", 20), ("END", "end_semester", 80)):
        Component.objects.create(
            subject=mark.subject, term=term, code=code, kind=kind, max_score=weight, weight=weight
        )
    parts = [{"component": "quiz", "score": 18}, {"component": "END", "score": 61.5}]
    row = send(registrar, "patch", mark, {"components": parts}).json()
    assert row["score"] == 79.5
    assert [(one["component"], one["score"]) for one in row["components"]] == [
        ("QUIZ", 18.0),
        ("END", 61.5),
    ]
    changes = MarkChange.objects.filter(roll_no="CSE2101").values_list("component", "new_score")
    assert list(changes) == [("QUIZ", 18), ("END", 61.5), ("", 79.5)]
    typed = send(registrar, "patch", mark, {"score": 5})
    assert reasons(typed) == {"score": "It is combined from its components: change those."}
    over = send(registrar, "patch", mark, {"components": [{"component": "QUIZ", "score": 21}]})
    assert reasons(over) == {"components.0.score": "It is above its maximum."}
    twice = [{"component": "QUIZ"}, {"component": "quiz"}]
    assert reasons(send(registrar, "patch", mark, {"components": twice})) == {
        "components.1.component": "This component is there twice."
    }
    gone = send(registrar, "delete", mark)
    assert gone.status_code == 204
    assert MarkChange.objects.filter(new_state="").count() == 3


def test_a_mark_that_goes_leaves_summaries_and_history_right(registrar):
    mark = mark_of("CSE2110")
    assert send(registrar, "delete", mark).status_code == 204
    assert registrar.get(url_of(mark)).status_code == 404
    change = MarkChange.objects.get(roll_no="CSE2110")
    assert (change.old_score, change.new_state, change.door) == (33, "", "api")
    mark.result.refresh_from_db()
    assert mark.result.mark_count == 4
    assert sum(ResultSummary.objects.values_list("students", flat=True)) == 11


def test_a_role_that_ended_enters_nothing(term, asking):
    person = factories.member("faculty", term.institution)
    staff = factories.staff(term.institution, person=person)
    mark = mark_of("CSE2101")
    where = {"term": term, "branch": mark.result.branch, "semester": 4}
    Teaching.objects.create(staff=staff, subject=Subject.objects.get(pk=mark.subject_id), **where)
    assert send(asking(person), "patch", mark, {"score": 5}).status_code == 200
    Membership.objects.filter(user=person).update(starts_on="2020-01-01", ends_on="2020-01-02")
    assert send(asking(person), "patch", mark, {"score": 6}, 0).status_code == 403
