"""A file over the API: previewed, looked at, stored, taken back; and who may."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from students.models import ImportRun, Mark, RecordChange, Student, TermResult
from students.tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/imports/"
MARKS = "roll_no,name,branch,semester,Physics\nCSE2101,Student,CSE,4,95\nNEW1,New One,CSE,4,71.5\n"
REFUSED = MARKS + "NEW2,New Two,CSE,4,101\n"


def upload(client, text=MARKS, name="marks.csv", **values):
    content = text if isinstance(text, bytes) else text.encode()
    body = {"file": SimpleUploadedFile(name, content), "kind": "marks", **values}
    return client.post(URL, body, format="multipart")


def act(client, run, what, **body):
    return client.post(f"{URL}{run['id']}/{what}/", body, format="json")


def stored():
    """Everything a refused import must leave as it was."""
    return (
        list(Mark.objects.order_by("pk").values()),
        list(Student.objects.order_by("pk").values()),
        list(TermResult.objects.order_by("pk").values()),
    )


@pytest.fixture(autouse=True)
def named(term):
    """The file's first student is called there as in the register."""
    Student.objects.filter(roll_no="CSE2101").update(name="Student", name_key="student")


def test_a_preview_tells_all_and_stores_nothing(registrar):
    before = stored()
    answer = upload(registrar, REFUSED)
    run = answer.json()
    assert answer.status_code == 201
    assert stored() == before
    assert registrar.get(answer["Location"]).json() == run
    counts = {"new": 1, "changed": 1, "same": 0, "refused": 1, "changed_values": 1}
    assert (run["state"], run["rows"]) == ("previewed", counts)
    assert run["created"] == {"students": 1, "results": 1}
    assert run["values"]["marks"] == {"new": 1, "changed": 1}
    (problem,) = run["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (4, "Physics", "101")
    assert problem["reason"]
    assert ImportRun.objects.get().door == "api"


def test_the_rows_of_a_preview_come_by_state_and_in_pages(registrar):
    run = upload(registrar, REFUSED).json()
    url = f"{URL}{run['id']}/rows/"
    first = registrar.get(url, {"page_size": 2}).json()
    assert [row["state"] for row in first["results"]] == ["changed", "new"]
    assert first["results"][0]["cells"][4] == {
        "column": "Physics",
        "text": "95",
        "old": "94",
        "bad": False,
    }
    last = registrar.get(first["next"]).json()
    assert [row["state"] for row in last["results"]] == ["refused"]
    assert last["next"] is None
    assert registrar.get(last["previous"]).json()["results"] == first["results"]
    refused = registrar.get(url, {"state": "refused"}).json()["results"]
    assert refused == last["results"]


@pytest.mark.parametrize(
    "params", [{"state": "x"}, {"start": "-1"}, {"start": "9" * 30}, {"page_size": "0"}]
)
def test_pages_that_mean_nothing_are_refused(registrar, params):
    run = upload(registrar).json()
    assert registrar.get(f"{URL}{run['id']}/rows/", params).status_code == 400


def test_what_was_previewed_is_stored_and_taken_back(registrar):
    run = upload(registrar).json()
    done = act(registrar, run, "commit", digest=run["digest"])
    assert done.status_code == 200
    assert done.json()["state"] == "stored"
    assert Mark.objects.get(result__student__roll_no="NEW1").score == 71.5
    again = act(registrar, run, "commit", digest=run["digest"])
    assert again.status_code == 409
    assert again.json()["problems"][0]["reason"] == "This run is stored already."
    undone = act(registrar, run, "undo").json()
    assert (undone["kind"], undone["undo_of"]) == ("undo", run["id"])
    assert registrar.get(f"{URL}{run['id']}/").json()["undone_by"] == undone["id"]
    assert not Student.objects.filter(roll_no="NEW1").exists()
    assert Mark.objects.get(result__student__roll_no="CSE2101", subject__code="PHYSICS").score == 94


def test_refused_rows_are_left_out_only_where_that_is_said(registrar):
    run = upload(registrar, REFUSED).json()
    before = stored()
    assert act(registrar, run, "commit", digest=run["digest"]).status_code == 409
    assert stored() == before
    done = act(registrar, run, "commit", digest=run["digest"], skip_refused=True)
    assert done.json()["state"] == "stored"
    file = registrar.get(f"{URL}{run['id']}/refused/")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert b"NEW2" in file.content
    assert b"NEW1" not in file.content


def test_what_was_not_looked_at_is_not_stored(registrar):
    run = upload(registrar).json()
    before = stored()
    assert act(registrar, run, "commit", digest="0" * 64).status_code == 409
    assert act(registrar, run, "commit").status_code == 400
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__code="PHYSICS")
    mark.score = 12
    mark.save()
    stale = act(registrar, run, "commit", digest=run["digest"])
    assert stale.status_code == 409
    renewed = registrar.get(f"{URL}{run['id']}/").json()
    assert renewed["digest"] != run["digest"]
    assert len(stored()[0]) == len(before[0])
    assert act(registrar, run, "commit", digest=renewed["digest"]).json()["state"] == "stored"


def test_a_cell_edited_since_is_not_taken_back_unasked(registrar):
    run = upload(registrar).json()
    act(registrar, run, "commit", digest=run["digest"])
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__code="PHYSICS")
    mark.score = 12
    mark.save()
    refused = act(registrar, run, "undo")
    assert refused.status_code == 409
    assert len(refused.json()["problems"]) == 1
    assert act(registrar, run, "undo", except_edited=True).status_code == 200
    mark.refresh_from_db()
    assert mark.score == 12


def test_a_preview_is_given_up_once(registrar):
    run = upload(registrar).json()
    assert act(registrar, run, "discard").json()["state"] == "discarded"
    assert act(registrar, run, "discard").status_code == 409
    assert registrar.get(f"{URL}{run['id']}/rows/").status_code == 409
    assert registrar.get(f"{URL}{run['id']}/refused/").status_code == 404


@pytest.mark.parametrize(
    "content", [b"", b"\0\0", b"PK\x03\x04", b"%PDF-1.4", b"a,b\n1,2\n", b"\xff\xfe"]
)
def test_a_file_that_is_none_is_refused_in_words(registrar, content):
    answer = upload(registrar, content)
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["reason"]
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"kind": "undo"}, {"kind": ""}, {"term": "X"}, {"institution": "OTHER"}, {"encoding": "x"}],
)
def test_what_is_said_of_a_file_is_checked(registrar, values):
    answer = upload(registrar, **values)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["problems"]] == list(values)


def test_a_file_too_large_is_refused(registrar, settings):
    settings.IMPORT_MAX_BYTES = 10
    assert upload(registrar).json()["problems"][0]["field"] == "file"


def test_a_file_is_a_form(registrar):
    assert registrar.post(URL, {"kind": "marks"}, format="json").status_code == 415


def test_a_principal_looks_and_does_nothing(registrar, term, asking):
    run = upload(registrar).json()
    principal = asking(factories.member("principal", term.institution))
    assert principal.get(f"{URL}{run['id']}/").json() == run
    assert [one["id"] for one in principal.get(URL).json()["results"]] == [run["id"]]
    assert upload(principal).status_code == 403
    for what in ("commit", "discard", "undo"):
        assert act(principal, run, what, digest=run["digest"]).status_code == 403
    assert ImportRun.objects.get().state == "previewed"


@pytest.mark.parametrize("role", ["faculty", "mentor", "manager", "accountant", "student"])
def test_others_see_no_import(registrar, term, asking, role):
    run = upload(registrar).json()
    client = asking(factories.member(role, term.institution))
    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}{run['id']}/").status_code == 403
    assert upload(client).status_code == 403


def test_a_run_next_door_is_as_one_that_does_not_exist(registrar, asking):
    run = upload(registrar).json()
    stranger = asking(factories.member("registrar", factories.institution("FAR")))
    assert stranger.get(URL).json()["results"] == []
    for what in ("", "rows/", "refused/"):
        theirs = stranger.get(f"{URL}{run['id']}/{what}")
        nobody = stranger.get(f"{URL}{10**6}/{what}")
        assert theirs.status_code == nobody.status_code == 404
        assert theirs.content == nobody.content
    for what in ("commit", "discard", "undo"):
        assert act(stranger, run, what, digest=run["digest"]).status_code == 404
    assert ImportRun.objects.get().state == "previewed"


def test_the_list_comes_by_state_and_its_queries_do_not_grow(
    registrar, django_assert_max_num_queries
):
    first = upload(registrar).json()
    act(registrar, first, "discard")
    for number in range(4):
        upload(registrar, name=f"{number}.csv")
    with django_assert_max_num_queries(5):
        assert len(registrar.get(URL).json()["results"]) == 5
    waiting = registrar.get(URL, {"state": "previewed", "ordering": "-id"}).json()["results"]
    assert [one["file"] for one in waiting] == ["3.csv", "2.csv", "1.csv", "0.csv"]
    assert registrar.get(URL, {"state": "x"}).status_code == 400
    assert not RecordChange.objects.filter(door="api").exists()


@pytest.mark.parametrize("cursor", ["cD14", "cD0tMQ==", "x", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk="])
def test_a_cursor_that_is_none_is_not_found(registrar, cursor):
    assert registrar.get(URL, {"cursor": cursor}).status_code == 404


def test_alarms_are_told_and_somebody_has_to_say_that_they_looked(registrar):
    first = upload(registrar).json()
    act(registrar, first, "commit", digest=first["digest"])
    run = upload(registrar, re.sub(r",[\d.]+$", ",AB", MARKS, flags=re.MULTILINE)).json()
    assert run["alarms"][-1] == "2 of 2 in Physics are absent."

    assert act(registrar, run, "commit", digest=run["digest"]).status_code == 409
    done = act(registrar, run, "commit", digest=run["digest"], despite_alarms=True)
    assert done.json()["state"] == "stored"
