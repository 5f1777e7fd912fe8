"""Policies over the API: versions that never change, and the terms they hold from."""

import pytest

from students.models import PolicyAssignment, PolicyVersion, RecordChange, TermResult
from students.rules.policy import PAPER_POLICY
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/policies/"
ASSIGNMENTS = "/api/v1/policy-assignments/"
DEFINITION = PAPER_POLICY.definition() | {"pass": {"average_at_least": "45"}}
NEW = {"title": "Stricter", "definition": DEFINITION}


def problems(answer):
    return {one["field"]: one["reason"] for one in answer.json()["problems"]}


def test_the_next_version_is_added_and_results_stay_bound(registrar, term):
    before = set(TermResult.objects.values_list("policy_version", flat=True))
    made = registrar.post(URL, NEW, format="json")
    assert made.status_code == 201
    assert (made.json()["number"], made.json()["definition"]) == (2, DEFINITION)
    assert registrar.get(made["Location"]).json() == made.json()
    assert [one["number"] for one in registrar.get(URL).json()["results"]] == [1, 2]
    assert set(TermResult.objects.values_list("policy_version", flat=True)) == before
    assert RecordChange.objects.get(door="api").model == "policyversion"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"title", "definition"}),
        ({"title": "x", "definition": {}}, {"definition"}),
        ({"title": "x", "definition": []}, {"definition"}),
        ({"title": "x", "definition": {"bands": [[]], "risk": 5, "pass": None}}, {"definition"}),
        ({"title": "", "definition": DEFINITION}, {"title"}),
        (NEW | {"number": 9}, {"number"}),
    ],
)
def test_what_is_no_policy_is_refused_in_words(registrar, body, fields):
    answer = registrar.post(URL, body, format="json")
    assert answer.status_code == 400
    assert problems(answer).keys() == fields
    assert PolicyVersion.objects.filter(institution__code="MAIN").count() == 1


def test_a_policy_holds_from_a_term_on_and_is_changed_from_what_was_read(registrar, term):
    registrar.post(URL, NEW, format="json")
    made = registrar.post(ASSIGNMENTS, {"from_term": "2026-odd", "policy": 2}, format="json")
    assert made.status_code == 201
    first = made["ETag"]
    assert (made.json()["policy"], first) == (2, f'"{made.json()["version"]}"')
    assert factories.result(term).policy_version.number == 2
    twice = registrar.post(ASSIGNMENTS, {"from_term": "2026-odd", "policy": 1}, format="json")
    assert problems(twice) == {"from_term": "This term has a policy already: change that."}
    url = made["Location"]
    stale = registrar.patch(url, {"policy": 1}, format="json", HTTP_IF_MATCH='"1"')
    assert stale.status_code == 412
    assert (stale.json()["stored"], stale.json()["sent"]) == ({"policy": 2}, {"policy": 1})
    changed = registrar.patch(url, {"policy": 1}, format="json", HTTP_IF_MATCH=first)
    assert registrar.get(url).json() == changed.json()
    assert factories.result(term).policy_version.number == 1
    assert registrar.delete(url).status_code == 428
    assert registrar.delete(url, HTTP_IF_MATCH=changed["ETag"]).status_code == 204
    assert not PolicyAssignment.objects.exists()
    kinds = RecordChange.objects.filter(model="policyassignment").values_list("kind", flat=True)
    assert list(kinds) == ["made", "changed", "removed"]


def test_a_policy_of_another_college_is_none(registrar):
    far = PolicyVersion.objects.get(institution__code="OTHER")
    theirs, nobody = registrar.get(f"{URL}{far.pk}/"), registrar.get(f"{URL}{10**9}/")
    assert theirs.status_code == nobody.status_code == 404
    assert theirs.content == nobody.content
    assert registrar.get(URL, {"institution": "OTHER"}).status_code == 404
    answer = registrar.post(ASSIGNMENTS, {"from_term": "2026-ODD", "policy": 7}, format="json")
    assert problems(answer) == {"policy": "There is no policy 7 here."}


@pytest.mark.parametrize("role", ["principal", "faculty", "manager", "accountant", "student"])
def test_only_a_registrar_makes_rules(term, asking, role):
    client = asking(factories.member(role, term.institution))
    assert client.post(URL, NEW, format="json").status_code == 403
    body = {"from_term": "2026-ODD", "policy": 1}
    assert client.post(ASSIGNMENTS, body, format="json").status_code == 403
    reads = 403 if role in ("accountant", "student") else 200
    assert client.get(URL).status_code == client.get(ASSIGNMENTS).status_code == reads


def test_an_assignment_changed_and_changed_back_is_another_version(registrar, term, client):
    registrar.post(URL, NEW, format="json")
    made = registrar.post(ASSIGNMENTS, {"from_term": "2026-odd", "policy": 1}, format="json")
    url, tags = made["Location"], [made["ETag"]]
    for policy in (2, 1):
        sent = {"format": "json", "HTTP_IF_MATCH": tags[-1]}
        tags.append(registrar.patch(url, {"policy": policy}, **sent)["ETag"])

    stale = registrar.patch(url, {"policy": 2}, format="json", HTTP_IF_MATCH=tags[0])
    assert stale.status_code == 412
    assert len(set(tags)) == 3
    same = registrar.patch(url, {"policy": 1}, format="json", HTTP_IF_MATCH=tags[-1])
    assert same["ETag"] == registrar.get(url)["ETag"] == tags[-1]


def test_a_change_through_the_administration_is_another_version_too(registrar, term, client):
    registrar.post(URL, NEW, format="json")
    made = registrar.post(ASSIGNMENTS, {"from_term": "2026-odd", "policy": 1}, format="json")
    second = PolicyVersion.objects.get(institution=term.institution, number=2)
    client.force_login(factories.member("registrar", term.institution, "office"))
    number = made.json()["id"]
    page = f"/admin/students/policyassignment/{number}/change/"
    answer = client.post(page, {"version": second.pk, "from_term": term.pk})

    assert answer.status_code == 302
    assert PolicyAssignment.objects.get().version == second
    stale = registrar.delete(made["Location"], HTTP_IF_MATCH=made["ETag"])
    assert stale.status_code == 412
    assert RecordChange.objects.filter(model="policyassignment", door="admin").exists()
