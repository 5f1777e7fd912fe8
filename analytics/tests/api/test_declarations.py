"""Results declared, revised and published over the API: as on the pages, and by the same people."""

import pytest

from students.models import Declaration, DeclaredResult, Mark, Role
from students.tests import factories as make
from students.tests.models.classes import class_of_three

pytestmark = pytest.mark.django_db
URL = "/api/v1/declarations/"
QUERIES = 6
CLASS = {"term": "2026-ODD", "branch": "CSE", "semester": 4}


@pytest.fixture
def term():
    return make.term()


@pytest.fixture
def rows(term):
    """Asha passes both, Bela fails one, Charu both."""
    _, rows = class_of_three(term)
    return rows


@pytest.fixture
def principal(rows, term, asking):
    return asking(make.member(Role.PRINCIPAL, term.institution))


def sheet(client, **changes):
    return client.get(f"{URL}preview/", CLASS | changes).json()


def post(client, path, **body):
    return client.post(f"{URL}{path}", body, format="json")


def publish(client, one, tag=None):
    """Publish a declaration as it is read now, or by the tag of an earlier look."""
    tag = tag or client.get(f"{URL}{one['id']}/")["ETag"]
    return client.post(f"{URL}{one['id']}/publish/", HTTP_IF_MATCH=tag)


def declare(client, **changes):
    return post(client, "", **CLASS | {"digest": sheet(client)["digest"]} | changes)


def revalue(rows, score=55):
    mark = rows["CHARU"].marks.get(subject__title="Physics")
    mark.score = score
    mark.save()


def test_a_sheet_tells_what_the_marks_come_to(principal):
    told = sheet(principal)
    assert [line["roll_no"] for line in told["lines"]] == ["ASHA", "BELA", "CHARU"]
    asha, _, charu = told["lines"]
    assert (asha["verdict"], asha["total"], asha["maximum"]) == ("pass", 153, 200)
    assert asha["papers"][0]["code"] == "MATHEMATICS"
    assert (asha["papers"][0]["score"], asha["papers"][0]["credits"]) == (92, 4)
    assert (charu["verdict"], charu["backlogs"]) == ("fail", ["MATHEMATICS", "PHYSICS"])
    assert (told["declared"], told["differences"], told["without_credits"]) == (None, [], [])
    assert not Declaration.objects.exists()


def test_a_class_is_declared_published_and_revised_and_the_first_is_kept(principal, rows):
    declared = declare(principal)
    assert declared.status_code == 201
    first = declared.json()
    assert (first["number"], first["newest"], first["published_at"]) == (1, True, None)
    assert principal.get(declared["Location"]).json() == first

    assert principal.get(declared["Location"])["ETag"] == declared["ETag"]
    published = publish(principal, first, declared["ETag"])
    assert published.status_code == 200
    assert published.json()["published_at"]
    assert not Mark.objects.filter(published=False).exists()

    revalue(rows)
    now = sheet(principal)
    assert now["differences"][0]["moved"][-1] == "PHYSICS 30 F → 55 C"
    asked = {"digest": now["digest"], "reason": "Revaluation"}
    second = post(principal, f"{first['id']}/revise/", **asked)
    assert second.status_code == 201
    assert (second.json()["number"], second.json()["reason"]) == (2, "Revaluation")
    assert (second.json()["marks_changed"], second.json()["differences"]) == (False, [])

    kept = principal.get(f"{URL}{first['id']}/").json()
    assert (kept["lines"], kept["newest"]) == (first["lines"], False)
    listed = principal.get(URL).json()["results"]
    assert [one["number"] for one in listed] == [1, 2]
    assert [one["newest"] for one in listed] == [False, True]


def test_what_was_not_looked_at_is_not_declared(principal, rows):
    digest = sheet(principal)["digest"]
    revalue(rows)
    refused = declare(principal, digest=digest)
    assert (refused.status_code, refused.json()["problems"]) == (409, [])
    assert "Marks have changed" in refused.json()["detail"]
    assert not Declaration.objects.exists()


def test_a_class_is_declared_once_and_revised_for_a_reason_from_the_newest(principal, rows):
    first = declare(principal).json()
    assert "declared already" in declare(principal).json()["detail"]
    revise = f"{first['id']}/revise/"
    digest = sheet(principal)["digest"]
    assert post(principal, revise, digest=digest, reason="Because").status_code == 409
    revalue(rows)
    digest = sheet(principal)["digest"]
    assert post(principal, revise, digest=digest).status_code == 400
    assert post(principal, revise, digest=digest, reason="").status_code == 400
    assert post(principal, revise, digest=digest, reason="x" * 201).status_code == 400
    assert post(principal, revise, digest=digest, reason="Recount").status_code == 201
    revalue(rows, 60)
    digest = sheet(principal)["digest"]
    late = post(principal, revise, digest=digest, reason="Again")
    assert (late.status_code, late.json()["detail"]) == (
        409,
        "It has been revised since: revise the newest.",
    )
    assert Declaration.objects.count() == 2


def test_only_the_newest_is_published_and_once(principal, rows):
    first = declare(principal).json()
    revalue(rows)
    digest = sheet(principal)["digest"]
    second = post(principal, f"{first['id']}/revise/", digest=digest, reason="Recount").json()
    assert publish(principal, first).status_code == 409
    assert publish(principal, second).status_code == 200
    assert publish(principal, second).status_code == 409
    assert DeclaredResult.objects.published().count() == 3


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"branch": "NONE"}, 400),
        ({"term": "1999"}, 400),
        ({"semester": 5}, 400),
        ({"semester": "4"}, 400),
        ({"institution": "OTHER"}, 400),
        ({"institution": "MAIN"}, 201),
        ({"more": 1}, 400),
    ],
)
def test_a_body_names_one_class_that_is_there(principal, changes, status):
    answer = declare(principal, **changes)
    assert answer.status_code == status
    assert Declaration.objects.exists() == (status == 201)
    if status == 400:
        assert answer.json()["problems"]


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"branch": "NONE"}, 404),
        ({"semester": "x"}, 404),
        ({"semester": ""}, 200),
        ({"branch": "", "semester": ""}, 400),
    ],
)
def test_a_preview_is_of_one_class(principal, term, params, status):
    make.mark(make.result(term, make.student(term.institution, "DEV"), "IT"), score=70)
    assert principal.get(f"{URL}preview/", CLASS | params).status_code == status


@pytest.mark.parametrize(
    ("role", "reading"),
    [
        ("head", 200),
        ("mentor", 404),
        ("faculty", 404),
        ("student", 403),
        ("accountant", 403),
        ("manager", 403),
        ("administrator", 403),
    ],
)
def test_who_declares_nothing(principal, asking, term, role, reading):
    first = declare(principal).json()
    where = {"branch": make.branch(term.institution)} if role == "head" else {}
    client = asking(make.member(role, term.institution, **where))
    assert client.get(f"{URL}{first['id']}/").status_code == reading
    assert client.get(f"{URL}preview/", CLASS).status_code == reading
    assert declare(principal).status_code == 409
    body = CLASS | {"digest": first["id"]}
    assert post(client, "", **body).status_code == 403
    assert post(client, f"{first['id']}/revise/", digest="x", reason="y").status_code == 403
    assert post(client, f"{first['id']}/publish/").status_code == 403
    assert Declaration.objects.count() == 1


def test_a_head_is_shown_no_digest_and_a_mentor_the_mentees_lines_alone(
    principal, asking, rows, term
):
    first = declare(principal).json()
    head = asking(make.member("head", term.institution, branch=rows["ASHA"].branch))
    assert sheet(head)["digest"] is None
    person = make.member("mentor", term.institution)
    staff = make.staff(term.institution, person=person)
    staff.mentorships.create(student=rows["BELA"].student)
    shown = asking(person).get(f"{URL}{first['id']}/").json()
    assert [line["roll_no"] for line in shown["lines"]] == ["BELA"]
    assert sheet(asking(person))["digest"] is None


def test_another_house_finds_nothing(principal, asking):
    first = declare(principal).json()
    other = make.institution("OTHER")
    stranger = asking(make.member(Role.PRINCIPAL, other))
    assert stranger.get(URL).json()["results"] == []
    for path in (f"{URL}{first['id']}/", f"{URL}{first['id']}/publish/"):
        answer = stranger.get(path) if path.endswith(f"{first['id']}/") else stranger.post(path)
        assert (answer.status_code, answer.json()) == (404, stranger.get(f"{URL}99999/").json())


def test_a_list_costs_the_same_however_long_it_is(principal, rows, django_assert_num_queries):
    first = declare(principal).json()
    with django_assert_num_queries(QUERIES):
        principal.get(URL)
    revalue(rows)
    digest = sheet(principal)["digest"]
    post(principal, f"{first['id']}/revise/", digest=digest, reason="Recount")
    with django_assert_num_queries(QUERIES):
        assert len(principal.get(URL).json()["results"]) == 2


def test_what_was_not_looked_at_is_not_published(principal, rows):
    declared = declare(principal)
    first, tag = declared.json(), declared["ETag"]
    revalue(rows)

    stale = publish(principal, first, tag)
    assert stale.status_code == 412
    assert (stale.json()["version"], stale.json()["sent"]["number"]) == (1, 1)
    assert stale.json()["stored"]["digest"] != stale.json()["sent"]["digest"]
    assert publish(principal, first, tag.replace("1-", "2-", 1)).status_code == 412
    for none in ("", "*", '"1"', '"1-x"'):
        path = f"{URL}{first['id']}/publish/"
        assert principal.post(path, HTTP_IF_MATCH=none).status_code == 428
    differs = publish(principal, first)
    assert (differs.status_code, "revise it first" in differs.json()["detail"]) == (409, True)
    assert not Mark.objects.filter(published=True).exists()


def test_who_withdrew_stays_in_what_was_declared(principal, rows):
    first = declare(principal).json()
    for result in rows.values():
        result.status = "withdrawn"
        result.save()

    kept = principal.get(f"{URL}{first['id']}/")
    assert (kept.status_code, kept.json()["lines"]) == (200, first["lines"])
    assert [one["id"] for one in principal.get(URL).json()["results"]] == [first["id"]]
