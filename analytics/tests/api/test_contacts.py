"""Words with students over the API: the rights and the rules of the pages."""

import datetime

import pytest
from django.utils import timezone

from analytics.models import Contact
from analytics.tests.contacts.conftest import people, result
from students.models import RecordChange
from students.tests import factories

__all__ = ["people", "result"]  # fixtures
pytestmark = pytest.mark.django_db
LIST = "/api/v1/contacts/"
WHOLE = ("principal", "registrar", "head", "mentor", "class teacher")


@pytest.fixture
def mentor(people, asking):
    return asking(people["mentor"])


@pytest.fixture
def noted(mentor, result):
    """What the mentor noted, as the API told it."""
    answer = mentor.post(LIST, word(result), format="json")
    assert answer.status_code == 201
    return answer.json()


def word(of, **values):
    return {"result": of.pk, "last": 0, "note": "Fell behind after the fever", **values}


def of(row):
    return f"{LIST}{row['id']}/"


def everything():
    return list(Contact.objects.values()), RecordChange.objects.count()


def reasons(answer):
    return {one["field"]: one["reason"] for one in answer.json()["problems"]}


def test_a_word_is_noted_with_the_evidence_that_stands(mentor, result):
    due = timezone.localdate() + datetime.timedelta(days=7)
    body = word(result, kind="phone", agreed="Two hours\na day", follow_up_on=due.isoformat())

    answer = mentor.post(LIST, body, format="json")

    row, stored = answer.json(), Contact.objects.get()
    assert answer.status_code == 201
    assert (answer["Location"], answer["ETag"]) == (of(row), '"1"')
    assert (row["roll_no"], row["kind"], row["agreed"]) == ("CSE2110", "phone", "Two hours\na day")
    assert (row["result"], row["own"], row["closed_at"]) == (result.pk, True, None)
    assert (stored.risk_bits, stored.average) == (result.risk_bits, result.average)
    assert RecordChange.objects.get().door == "api"


def test_it_is_in_the_worklists_way_off_the_list(client, people, mentor, result, noted):
    client.force_login(people["mentor"])

    assert "Nisha Tiwari" not in client.get("/worklist/").content.decode()


def test_a_word_noted_twice_is_stored_once(mentor, result, noted):
    before = everything()

    again = mentor.post(LIST, word(result), format="json")

    assert again.status_code == 409
    assert f"noted contact {noted['id']} since" in again.json()["detail"]
    assert everything() == before
    assert mentor.post(LIST, word(result, last=noted["id"]), format="json").status_code == 201


@pytest.mark.parametrize("who", WHOLE)
def test_who_sees_the_whole_record_reads_and_notes(people, asking, result, noted, who):
    client = asking(people[who])

    assert [row["id"] for row in client.get(LIST).json()["results"]] == [noted["id"]]
    assert client.get(of(noted)).json()["note"] == "Fell behind after the fever"
    assert client.post(LIST, word(result, last=noted["id"]), format="json").status_code == 201


@pytest.mark.parametrize("who", ["subject teacher", "other head", "stranger"])
def test_others_of_the_staff_find_nothing_and_store_nothing(people, asking, result, noted, who):
    client, before = asking(people[who]), everything()

    assert client.get(LIST).json()["results"] == []
    assert client.get(of(noted)).json() == client.get(f"{LIST}999999/").json()
    assert client.get(LIST, {"result": result.pk}).status_code == 404
    refused = client.post(LIST, word(result), format="json")
    assert reasons(refused) == {"result": f"There is no result {result.pk} here."}
    assert client.delete(of(noted), HTTP_IF_MATCH='"1"').status_code == 404
    assert client.post(f"{of(noted)}close/").status_code == 404
    assert everything() == before


@pytest.mark.parametrize("who", ["accountant", "manager", "administrator", "student"])
def test_who_looks_nobody_up_is_refused(people, asking, result, noted, who):
    client, before = asking(people[who]), everything()

    assert client.get(LIST).status_code == client.get(of(noted)).status_code == 403
    assert client.post(LIST, word(result), format="json").status_code == 403
    assert client.post(f"{of(noted)}close/").status_code == 403
    assert everything() == before


def test_ones_own_word_is_changed_in_the_version_that_was_read(mentor, noted):
    changed = mentor.patch(of(noted), {"note": "Was ill"}, format="json", HTTP_IF_MATCH='"1"')
    stale = mentor.patch(of(noted), {"note": "Was away"}, format="json", HTTP_IF_MATCH='"1"')

    assert (changed.status_code, changed.json()["version"], changed["ETag"]) == (200, 2, '"2"')
    assert stale.status_code == 412
    assert stale.json()["stored"] == {"note": "Was ill"}
    assert stale.json()["sent"] == {"note": "Was away"}
    assert mentor.patch(of(noted), {"note": "x"}, format="json").status_code == 428


def test_ones_own_word_is_taken_back_and_the_history_keeps_it(mentor, noted):
    assert mentor.delete(of(noted), HTTP_IF_MATCH='"2"').status_code == 412
    assert mentor.delete(of(noted)).status_code == 428
    assert mentor.delete(of(noted), HTTP_IF_MATCH='"1"').status_code == 204

    assert not Contact.objects.exists()
    assert "Fell behind" in RecordChange.objects.filter(kind="removed").get().old


def test_a_colleagues_word_is_read_and_neither_changed_nor_removed(people, asking, noted):
    head, before = asking(people["head"]), everything()

    assert head.get(of(noted)).json()["own"] is False
    sent = {"format": "json", "HTTP_IF_MATCH": '"1"'}
    assert head.patch(of(noted), {"note": "x"}, **sent).status_code == 404
    assert head.delete(of(noted), HTTP_IF_MATCH='"1"').status_code == 404
    assert everything() == before


def test_a_follow_up_is_found_when_it_is_due_and_ended_by_any_colleague(people, asking, noted):
    today = timezone.localdate()
    Contact.objects.update(on=today - datetime.timedelta(days=7), follow_up_on=today)
    head = asking(people["head"])
    assert [one["id"] for one in head.get(LIST, {"follow_up": "due"}).json()["results"]]

    closed = head.post(f"{of(noted)}close/")

    assert (closed.status_code, closed.json()["version"]) == (200, 2)
    assert closed.json()["closed_at"]
    assert head.get(LIST, {"follow_up": "due"}).json()["results"] == []
    assert head.post(f"{of(noted)}close/").status_code == 409
    assert head.get(LIST, {"follow_up": "soon"}).status_code == 400


def test_the_list_is_narrowed_by_place_and_by_result(people, asking, result, noted):
    other = factories.result(result.term, branch_code="IT")
    factories.mark(other, score=20)
    principal = asking(people["principal"])
    principal.post(LIST, word(other), format="json")

    def students(**filters):
        rows = principal.get(LIST, filters).json()["results"]
        return [row["student"] for row in rows]

    assert students() == [result.student_id, other.student_id]
    assert students(ordering="-id") == [other.student_id, result.student_id]
    assert students(branch="IT") == students(result=other.pk) == [other.student_id]
    assert principal.get(LIST, {"branch": "ZZ"}).status_code == 404
    assert principal.get(LIST, {"result": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"note": " "}, "note"),
        ({"note": 5}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"note": "a\u202eb"}, "note"),
        ({"agreed": "a\u200bb"}, "agreed"),
        ({"kind": "shout"}, "kind"),
        ({"on": "2100-01-01"}, "on"),
        ({"on": "2001-01-01"}, "on"),
        ({"on": "yesterday"}, "on"),
        ({"follow_up_on": "2001-01-01"}, "follow_up_on"),
        ({"follow_up_on": "2100-01-01"}, "follow_up_on"),
        ({"last": -1}, "last"),
        ({"last": "0"}, "last"),
        ({"result": 10**30}, "result"),
        ({"result": True}, "result"),
        ({"by": 1}, "by"),
    ],
)
def test_what_cannot_stand_is_named_and_nothing_is_stored(mentor, result, values, field):
    answer = mentor.post(LIST, word(result, **values), format="json")

    assert answer.status_code == 400
    assert list(reasons(answer)) == [field]
    assert everything() == ([], 0)


def test_a_page_of_the_list_needs_as_many_queries_however_long(
    people, asking, result, noted, django_assert_num_queries
):
    principal = asking(people["principal"])
    for number in range(20):
        one = factories.result(result.term)
        Contact(note=f"Word {number}").log(people["mentor"], one, 0)

    with django_assert_num_queries(5):
        assert len(principal.get(LIST).json()["results"]) == 21
