"""The list of students, a new one, a changed one, a removed one."""

import pytest
from rest_framework.test import APIClient

from analytics.api.fields import ChangedStudent
from students.models import (
    Mark,
    MarkChange,
    RecordChange,
    ResultSummary,
    Student,
    Subject,
    SubjectAttendance,
    TermResult,
)
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/students/"
NEW = {"roll_no": "CSE2199", "name": "Asha Rao", "branch": "CSE", "semester": 4}


def url_of(roll_no):
    return f"{URL}{Student.objects.get(roll_no=roll_no).pk}/"


def row_of(client, roll_no, **params):
    return client.get(url_of(roll_no), params).json()


def fields_of(answer):
    """The fields that a refusal finds fault with."""
    return sorted(one["field"] for one in answer.json()["problems"])


def canary():
    """Everything a refused write must leave as it was."""
    return (
        list(Student.objects.order_by("pk").values()),
        list(TermResult.objects.order_by("pk").values()),
        RecordChange.objects.count(),
    )


def test_a_row_has_what_is_promised(registrar):
    row = row_of(registrar, "CSE2110")
    assert row.pop("id")
    assert row.pop("version")
    assert row.pop("reasons") == [
        {
            "measure": "average",
            "level": "High",
            "sentence": "The average is 34.40, below 40.",
            "smallest_change": row_of(registrar, "CSE2110")["reasons"][0]["smallest_change"],
        },
        {
            "measure": "attendance",
            "level": "High",
            "sentence": "Attendance is 55.0\u00a0%, below 60\u00a0%.",
            "smallest_change": row_of(registrar, "CSE2110")["reasons"][1]["smallest_change"],
        },
    ]
    assert row == {
        "roll_no": "CSE2110",
        "name": row["name"],
        "branch": "CSE",
        "batch": None,
        "semester": 4,
        "section": None,
        "term": "2026-ODD",
        "average": 34.4,
        "attendance": 55.0,
        "grade": "F",
        "risk": "High",
    }


def test_pages_lead_on_and_back_without_loss(registrar):
    found, url = [], f"{URL}?page_size=4"
    while url:
        page = registrar.get(url).json()
        found += [row["roll_no"] for row in page["results"]]
        url = page["next"]
    assert len(found) == 10
    assert found == sorted(found)
    assert len(registrar.get(page["previous"]).json()["results"]) == 4


def test_a_page_never_has_more_than_two_hundred(registrar, term):
    with TermResult.objects.refreshing():
        for _ in range(200):
            factories.result(term)
    assert len(registrar.get(URL, {"page_size": 100_000}).json()["results"]) == 200


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({"search": "cse21"}, 4),
        ({"search": " CSE 2101 "}, 1),
        ({"search": "nobody"}, 0),
        ({"search": "%"}, 0),
        ({"risk": "High"}, 3),
        ({"grade": "A"}, 3),
        ({"branch": "it", "risk": "Medium"}, 1),
        ({"passed": "no"}, 2),
        ({"page_size": "x" * 999}, 10),
        ({"page_size": "-1"}, 10),
    ],
)
def test_conditions_find_those_they_name(registrar, params, number):
    assert len(registrar.get(URL, params).json()["results"]) == number


def test_a_list_comes_in_the_order_asked_for(registrar):
    pages = {}
    for order in ("roll_no", "-roll_no", "name", "-name"):
        found, url = [], f"{URL}?page_size=3&ordering={order}"
        while url:
            page = registrar.get(url).json()
            found += page["results"]
            url = page["next"]
        pages[order] = [row[order.removeprefix("-")] for row in found]
    assert all(len(set(found)) == 10 for found in pages.values())
    assert pages["roll_no"] == sorted(pages["roll_no"]) == pages["-roll_no"][::-1]
    assert set(pages["name"]) == set(pages["-name"])
    assert pages["name"] == pages["-name"][::-1]


def test_nothing_is_ordered_by_a_figure_that_may_be_hidden(registrar):
    answer = registrar.get(URL, {"ordering": "average"})
    assert answer.status_code == 400
    assert fields_of(answer) == ["ordering"]


@pytest.mark.parametrize("text", ["\0", "9" * 5000, "\ufffe", "'; --", "\u202e"])
def test_odd_searches_break_nothing(registrar, text):
    assert registrar.get(URL, {"search": text, "grade": text, "section": text}).status_code == 200


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"risk": "Huge"}, 400),
        ({"passed": "x"}, 400),
        ({"risk": ""}, 400),
        ({"ordering": ""}, 400),
        ({"cursor": "é"}, 404),
        ({"term": "X"}, 404),
    ],
)
def test_what_means_nothing_is_refused(registrar, params, status):
    assert registrar.get(URL, params).status_code == status


def test_the_number_of_queries_does_not_grow(registrar, term, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        registrar.get(URL)
    with TermResult.objects.refreshing():
        for _ in range(60):
            factories.mark(factories.result(term))
    with django_assert_max_num_queries(9):
        registrar.get(URL, {"page_size": 200, "subject": "MATHEMATICS"})


@pytest.mark.parametrize(
    ("role", "status"),
    [("principal", 200), ("accountant", 403), ("manager", 403), ("student", 403)],
)
def test_lists_are_for_those_who_look_after_students(term, asking, role, status):
    assert asking(factories.member(role, term.institution)).get(URL).status_code == status


def test_a_stranger_finds_nobody_and_changes_nobody(term, asking):
    stranger = asking(factories.member("registrar", factories.institution("FAR")))
    before = canary()
    assert stranger.get(URL).json()["results"] == []
    nowhere = f"{URL}{10**6}/"
    for method in ("get", "patch", "delete"):
        theirs = getattr(stranger, method)(url_of("CSE2101"), HTTP_IF_MATCH='"1"')
        nobody = getattr(stranger, method)(nowhere, HTTP_IF_MATCH='"1"')
        assert theirs.status_code == nobody.status_code == 404
        assert theirs.content == nobody.content
    assert canary() == before


def test_a_subject_teacher_reads_the_subject_and_no_other_figure(teacher, term):
    rows = teacher.get(URL).json()["results"]
    assert len(rows) == 4
    assert all(row["average"] is row["grade"] is row["attendance"] is None for row in rows)
    worst = rows[-1]
    assert worst["risk"] == "High"
    assert worst["reasons"][0]["sentence"] == "The average of all subjects is below 40."
    assert not any(figure in str(rows) for figure in ("34.4", "54.4", "55.0"))
    one = TermResult.objects.get(student__roll_no="CSE2110")
    physics = Subject.objects.get(institution=term.institution, title="Physics")
    SubjectAttendance.objects.create(result=one, subject=physics, held=10, attended=5)
    row = row_of(teacher, "CSE2110", subject="physics")
    assert (row["average"], row["attendance"], row["grade"]) == (33.0, 50.0, "F")


def test_a_new_student_has_a_place_in_the_term(registrar, term):
    answer = registrar.post(URL, NEW | {"section": "a"}, format="json")
    row = answer.json()
    assert answer.status_code == 201
    assert (row["term"], row["section"], row["risk"]) == ("2026-ODD", "A", "unknown")
    assert (row["average"], row["grade"], row["reasons"]) == (None, None, [])
    assert answer["ETag"] == f'"{row["version"]}"'
    assert registrar.get(answer["Location"]).json() == row
    assert ResultSummary.objects.filter(section="A").get().students == 1
    made = RecordChange.objects.filter(kind="made").values_list("model", "door")
    assert sorted(made) == [("student", "api"), ("termresult", "api")]


def test_every_problem_of_a_new_student_is_told_at_once(registrar):
    before = canary()
    body = {
        "roll_no": "cse 2101",
        "name": "A\u202eb",
        "branch": "NONE",
        "semester": 99,
        "batch": "1999",
        "email": "no",
        "term": "NEVER",
        "average": 5,
    }
    answer = registrar.post(URL, body, format="json")
    assert answer.status_code == 400
    assert fields_of(answer) == sorted(body)
    assert answer.json()["problems"][0] == {
        "field": "average",
        "row": None,
        "column": None,
        "value": "5",
        "reason": "There is no field of this name to write.",
        "mend": "",
    }
    assert canary() == before


@pytest.mark.parametrize(
    "body",
    ["[]", "5", "null", "{", '{"name": NaN}', '{"roll_no": "\\ud800"}', "[" * 100_000, "9" * 5000],
)
def test_odd_bodies_are_told_and_break_nothing(registrar, body):
    answer = registrar.post(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()


def test_a_name_of_which_nothing_is_seen_is_refused(registrar):
    answer = registrar.post(URL, NEW | {"name": "\u200d"}, format="json")

    assert answer.status_code == 400
    assert "name" in str(answer.json())


@pytest.mark.parametrize("role", ["principal", "faculty", "mentor", "accountant", "manager"])
def test_only_a_registrar_makes_students(term, asking, role):
    before = canary()
    client = asking(factories.member(role, term.institution))
    assert client.post(URL, NEW, format="json").status_code == 403
    assert canary() == before


def test_a_college_is_named_where_there_are_several(term, asking):
    person = factories.member("registrar", term.institution)
    other = TermResult.objects.exclude(institution=term.institution).get().institution
    client = asking(person)
    assert client.post(URL, NEW | {"institution": "OTHER"}, format="json").status_code == 400
    factories.Membership.objects.create(user=person, role="principal", institution=other)
    client = asking(person)
    assert client.post(URL, NEW | {"institution": "OTHER"}, format="json").status_code == 403
    factories.Membership.objects.create(user=person, role="registrar", institution=other)
    client = asking(person)
    unnamed = client.post(URL, NEW, format="json")
    assert fields_of(unnamed) == ["institution"]
    assert unnamed.json()["problems"][0]["reason"] == "Name one of MAIN, OTHER."
    assert client.post(URL, NEW | {"institution": "main"}, format="json").status_code == 201


def test_a_change_is_made_from_the_version_that_was_read(registrar):
    row = row_of(registrar, "CSE2101")
    changed = registrar.patch(
        url_of("CSE2101"),
        {"name": "Asha Rao", "branch": "IT"},
        format="json",
        HTTP_IF_MATCH=f'"{row["version"]}"',
    )
    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["branch"]) == ("Asha Rao", "IT")
    assert changed.json()["version"] > row["version"]
    told = RecordChange.objects.values_list("field", "old", "new", "door")
    assert set(told) == {("name", row["name"], "Asha Rao", "api"), ("branch", "CSE", "IT", "api")}
    assert registrar.get("/api/v1/analytics/summary/?branch=IT").json()["students"] == 4


def test_a_stale_change_is_refused_with_both_values(registrar):
    version = row_of(registrar, "CSE2101")["version"]
    Student.objects.get(roll_no="CSE2101").save()
    before = canary()
    answer = registrar.patch(
        url_of("CSE2101"), {"semester": 5}, format="json", HTTP_IF_MATCH=f'"{version}"'
    )
    assert answer.status_code == 412
    assert (answer.json()["stored"], answer.json()["sent"]) == ({"semester": 4}, {"semester": 5})
    assert answer.json()["version"] == version + 1
    assert canary() == before


def test_a_mark_that_moves_makes_a_version_stale(registrar):
    version = row_of(registrar, "CSE2101")["version"]
    mark = Mark.objects.filter(result__student__roll_no="CSE2101").first()
    mark.score = 1
    mark.save()
    answer = registrar.delete(url_of("CSE2101"), HTTP_IF_MATCH=f'"{version}"')
    assert answer.status_code == 412


def test_a_roll_number_taken_just_now_is_told_as_a_problem(registrar, monkeypatch):
    monkeypatch.setattr(ChangedStudent, "validate_roll_no", lambda self, roll_no: roll_no)
    version = row_of(registrar, "CSE2101")["version"]
    taken = {"roll_no": "IT2103"}
    changed = registrar.patch(url_of("CSE2101"), taken, format="json", HTTP_IF_MATCH=str(version))
    made = registrar.post(URL, NEW | taken, format="json")
    assert (changed.status_code, made.status_code) == (400, 400)
    assert changed.json() == made.json()
    assert changed.json()["problems"][0]["reason"] == "This roll number is taken already."


@pytest.mark.parametrize("value", [None, "", "*", '"x"', "9" * 400])
def test_a_change_without_a_version_is_refused(registrar, value):
    headers = {} if value is None else {"HTTP_IF_MATCH": value}
    assert registrar.patch(url_of("CSE2101"), {}, format="json", **headers).status_code == 428
    assert registrar.delete(url_of("CSE2101"), **headers).status_code == 428


def test_who_may_read_but_not_write_is_refused(term, asking, teacher):
    before = canary()
    for client in (asking(factories.member("principal", term.institution)), teacher):
        version = row_of(client, "CSE2101")["version"]
        for method in ("patch", "delete"):
            answer = getattr(client, method)(
                url_of("CSE2101"), {}, format="json", HTTP_IF_MATCH=str(version)
            )
            assert answer.status_code == 403
    assert canary() == before


def test_a_student_with_facts_goes_only_when_that_is_said(registrar, term):
    version = row_of(registrar, "CSE2101")["version"]
    asked = registrar.delete(url_of("CSE2101"), HTTP_IF_MATCH=f'"{version}"')
    assert asked.status_code == 409
    assert asked.json()["facts"]["marks"] == 5
    gone = registrar.delete(f"{url_of('CSE2101')}?with_facts=true", HTTP_IF_MATCH=f'"{version}"')
    assert gone.status_code == 204
    assert not Student.objects.filter(roll_no="CSE2101").exists()
    assert registrar.get("/api/v1/analytics/summary/").json()["students"] == 9
    assert MarkChange.objects.filter(roll_no="CSE2101", new_state="", door="api").count() == 5
    assert RecordChange.objects.filter(kind="removed", model="student", door="api").count() == 1


def test_writes_without_a_token_are_refused(term):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(factories.member("registrar", term.institution))
    assert client.post(URL, NEW, format="json").status_code == 403
    assert APIClient().post(URL, NEW, format="json").status_code == 401


def test_a_number_beyond_any_database_is_not_found(registrar):
    assert registrar.get(f"{URL}{'9' * 30}/").status_code == 404


def test_the_schema_is_for_those_signed_in_and_has_every_address(registrar):
    assert APIClient().get("/api/v1/schema/").status_code == 401
    schema = registrar.get("/api/v1/schema/").content.decode()
    for path in ("/api/v1/students/{id}/", "/api/v1/students/", "/api/v1/analytics/summary/"):
        assert f"{path}:" in schema


def test_an_address_that_is_none_is_told_so_in_json(registrar):
    for path in ("/api/v1/nothing/", "/api/v1/students/x/", "/api/v2/"):
        answer = registrar.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
        assert answer.json() == {"detail": "Not found."}


def test_a_body_that_cannot_be_read_hides_no_other_fault(registrar):
    answer = registrar.generic("GET", f"{URL}?ordering=x", b"x", content_type="multipart/form-data")
    assert (answer.status_code, fields_of(answer)) == (400, ["ordering"])
