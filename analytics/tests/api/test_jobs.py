"""Imports that go on after their request: the same rows, the same refusals, and a job to ask."""

import pytest

from analytics.tests.api.test_imports import MARKS, REFUSED, act, upload
from students.imports import storing
from students.models import ImportRun, Job, Mark, Student
from students.tests import factories
from students.tests.jobs.files import stopping_at

pytestmark = pytest.mark.django_db
URL = "/api/v1/jobs/"


@pytest.fixture(autouse=True)
def named(term):
    Student.objects.filter(roll_no="CSE2101").update(name="Student", name_key="student")


@pytest.fixture
def programme(registrar):
    """The registrar's program, which would rather not wait."""
    registrar.credentials(HTTP_PREFER="respond-async, wait=5")
    return registrar


@pytest.fixture
def gone(term, registrar):
    """A job of the registrar's whose process is gone."""
    owner = term.institution.memberships.get(role="registrar").user
    return Job.objects.create(key="gone", kind="store", state="running", owner=owner)


def marks_of_new():
    return list(
        Mark.objects.filter(result__student__roll_no="NEW1").values_list("score", flat=True)
    )


def test_a_file_is_previewed_stored_and_taken_back_by_jobs(programme):
    answer = upload(programme)
    assert (answer.status_code, answer["Preference-Applied"]) == (202, "respond-async")
    job = programme.get(answer["Location"]).json()
    assert (job["kind"], job["state"], job["title"]) == ("preview", "done", "marks.csv")
    run = programme.get(f"/api/v1/imports/{job['run']}/").json()
    assert (run["state"], run["rows"]["new"]) == ("previewed", 1)
    assert not marks_of_new()

    stored = act(programme, run, "commit", digest=run["digest"])
    assert (stored.status_code, stored.json()["run"]) == (202, run["id"])
    assert [float(score) for score in marks_of_new()] == [71.5]

    assert act(programme, run, "undo").json()["state"] == "done"
    assert not marks_of_new()
    assert set(ImportRun.objects.values_list("door", flat=True)) == {"api"}
    assert [one["kind"] for one in programme.get(URL).json()["results"]] == [
        "preview",
        "store",
        "undo",
    ]


def test_who_does_not_ask_is_answered_at_once(registrar):
    run = upload(registrar)
    assert run.status_code == 201
    assert act(registrar, run.json(), "commit", digest=run.json()["digest"]).status_code == 200
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("prefer", "status"),
    [
        ("Respond-Async", 202),
        ("return=minimal,respond-async;x=1", 202),
        ("respond", 201),
        ("", 201),
    ],
)
def test_preferences_are_read_as_they_are_written(registrar, prefer, status):
    registrar.credentials(HTTP_PREFER=prefer)
    assert upload(registrar).status_code == status


def test_what_is_wrong_with_a_body_is_told_before_any_job(programme):
    assert upload(programme, kind="tea").status_code == 400
    run = ImportRun.objects.create(kind="marks", state="previewed", institution=None, door="api")
    assert act(programme, {"id": run.pk}, "commit", digest="x").status_code == 404
    assert not Job.objects.exists()


def test_a_file_that_cannot_be_read_fails_with_its_problems(programme):
    job = upload(programme, "roll_no,Physics\nCSE2101," + '"x').json()
    assert (job["state"], job["run"]) == ("failed", None)
    (problem,) = job["problems"]
    assert problem["reason"]
    assert problem["field"] is None


def test_refused_rows_are_left_out_only_where_that_is_said(registrar):
    run = upload(registrar, REFUSED).json()
    registrar.credentials(HTTP_PREFER="respond-async")
    job = act(registrar, run, "commit", digest=run["digest"]).json()
    assert (job["state"], job["words"]) == ("failed", "Refused rows: 1. Nothing was stored.")
    assert not marks_of_new()
    job = act(registrar, run, "commit", digest=run["digest"], skip_refused=True).json()
    assert job["state"] == "done"
    assert marks_of_new()


def test_cancelled_on_its_way_it_stores_nothing_and_can_be_run_again(registrar, monkeypatch):
    run = upload(registrar, MARKS).json()
    registrar.credentials(HTTP_PREFER="respond-async")
    with monkeypatch.context() as patched:
        stopping_at(patched, storing, "_check")
        job = act(registrar, run, "commit", digest=run["digest"]).json()
    assert job["state"] == "cancelled"
    assert not marks_of_new()

    again = registrar.post(f"{URL}{job['id']}/again/")
    assert (again.status_code, again.json()["state"], again.json()["attempts"]) == (202, "done", 2)
    assert marks_of_new()
    assert registrar.post(f"{URL}{job['id']}/again/").status_code == 409
    assert registrar.post(f"{URL}{job['id']}/cancel/").status_code == 409


def test_a_job_that_nobody_works_on_any_more_says_so(registrar, gone):
    job = registrar.get(f"{URL}{gone.pk}/").json()
    assert (job["state"], job["cancellable"]) == ("interrupted", False)
    assert "safe to run it again" in job["words"]


def test_jobs_are_their_owners_alone(asking, term, gone):
    other = asking(factories.member("registrar", term.institution, "another"))
    assert other.get(URL).json()["results"] == []
    for answer in (
        other.get(f"{URL}{gone.pk}/"),
        other.post(f"{URL}{gone.pk}/cancel/"),
        other.post(f"{URL}{gone.pk}/again/"),
    ):
        assert answer.status_code == 404
        assert answer.json() == other.get(f"{URL}987654/").json()


@pytest.mark.parametrize("role", ["faculty", "head", "mentor", "student", "accountant", "manager"])
def test_roles_that_start_no_jobs_are_told_so(asking, term, role):
    where = {"branch": factories.branch(term.institution)} if role == "head" else {}
    person = asking(factories.member(role, term.institution, **where))
    assert person.get(URL).status_code == 403
    assert upload(person).status_code == 403
