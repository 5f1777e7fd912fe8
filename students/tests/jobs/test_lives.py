"""A job's life: queued, run once, found when its process died, cleared away, its owner's alone."""

import datetime
import secrets
import subprocess
import sys

import pytest
import time_machine
from django.utils import timezone

from students.jobs import work
from students.jobs.claims import CLAIM, claim, release
from students.jobs.folders import RESULT, folder_of, make_folder
from students.jobs.running import cancel, run_again, run_job, start
from students.models import Job, Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db

HOLDER = """
import fcntl, sys
file = open(sys.argv[1], "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def registrar(client):
    user = make.member(Role.REGISTRAR, make.institution())
    client.force_login(user)
    return user


@pytest.fixture
def done(monkeypatch):
    """The kinds of job replaced by one that notes its calls."""
    calls = []

    def noted(job, watch):
        calls.append(job.pk)
        (folder_of(job.key) / RESULT).write_bytes(b"roll_no\nA1\n")
        return work.Outcome("1 row.")

    monkeypatch.setitem(work.WORK, Job.Kind.EXPORT, noted)
    return calls


def left_behind(owner, state=Job.State.RUNNING) -> Job:
    """A job as a process leaves it that died."""
    key = secrets.token_hex(16)
    job = Job.objects.create(key=key, kind="export", owner=owner, title="List", state=state)
    make_folder(job.key)
    return job


def test_a_job_runs_once_however_often_it_is_delivered(registrar, done):
    job = start(Job.Kind.EXPORT, registrar, "List")

    run_job.call(job.pk)

    assert done == [job.pk]
    assert job.state == "done"


def test_a_job_that_breaks_says_so_and_is_logged(registrar, monkeypatch, caplog):
    def broken(job, watch):
        raise RuntimeError("secret of the inside")

    monkeypatch.setitem(work.WORK, Job.Kind.EXPORT, broken)
    job = start(Job.Kind.EXPORT, registrar, "List")

    assert job.state == "failed"
    assert "secret" not in job.outcome
    assert "secret of the inside" in caplog.text


def test_what_a_dead_process_left_is_marked_when_its_owner_looks(client, registrar, done):
    job = left_behind(registrar)

    page = client.get(f"/jobs/{job.pk}/").content.decode()

    assert "was interrupted" in page
    assert "Run again" in page
    client.post(f"/jobs/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.state, done) == ("done", [job.pk])


def test_a_job_of_a_living_process_is_left_alone_and_found_when_it_is_killed(client, registrar):
    job = left_behind(registrar)
    command = [sys.executable, "-c", HOLDER, str(folder_of(job.key) / CLAIM)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as holder:
        holder.stdout.readline()
        assert client.get(f"/jobs/{job.pk}.json").json()["state"] == "running"
        holder.kill()
        holder.wait()

    assert client.get(f"/jobs/{job.pk}.json").json()["state"] == "interrupted"


def test_a_waiting_job_that_is_cancelled_does_no_work(
    client, registrar, done, django_assert_num_queries
):
    job = left_behind(registrar, Job.State.QUEUED)
    claim(job.key)

    with django_assert_num_queries(0):  # on SQLite another job may hold the write lock
        cancel(job)
    told = client.get(f"/jobs/{job.pk}.json").json()
    run_job.call(job.pk)

    assert (told["words"], told["cancellable"]) == ("It will not begin.", False)

    job.refresh_from_db()
    assert (job.state, done) == ("cancelled", [])


@pytest.mark.parametrize("state", ["queued", "running", "done"])
def test_only_what_ended_unfinished_is_run_again(registrar, done, state):
    job = left_behind(registrar, state)
    claim(job.key)

    assert not run_again(job)

    release(job.key)
    assert done == []


def test_the_file_is_its_owners_for_a_day(client, registrar, done):
    job = start(Job.Kind.EXPORT, registrar, "List", file_name="list.csv")

    answer = client.get(f"/jobs/{job.pk}/file/")
    assert b"".join(answer.streaming_content) == b"roll_no\nA1\n"
    assert answer["Content-Disposition"] == 'attachment; filename="list.csv"'

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        client.force_login(registrar)
        start(Job.Kind.EXPORT, registrar, "Another")
        assert client.get(f"/jobs/{job.pk}/file/").status_code == 404
        assert not folder_of(job.key).exists()


def test_what_a_job_was_given_goes_though_its_row_went_with_its_owner(registrar, done):
    leaving = make.user("leaving")
    gone, held = (start(Job.Kind.EXPORT, leaving, title) for title in ("One", "Other"))
    leaving.delete()
    claim(held.key)
    start(Job.Kind.EXPORT, registrar, "Today")
    assert folder_of(gone.key).exists()

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
        mine = start(Job.Kind.EXPORT, registrar, "Tomorrow")

    assert not folder_of(gone.key).exists()
    assert folder_of(held.key).exists()
    assert folder_of(mine.key).exists()
    release(held.key)


@pytest.mark.parametrize("part", ["/", ".json", "/file/"])
def test_anothers_job_answers_like_none(client, registrar, done, part):
    colleague = make.member(Role.REGISTRAR, registrar.memberships.get().institution)
    job = start(Job.Kind.EXPORT, colleague, "List")

    theirs, none = client.get(f"/jobs/{job.pk}{part}"), client.get(f"/jobs/99999{part}")

    assert (theirs.status_code, none.status_code) == (404, 404)
    own_path, no_path = f"/jobs/{job.pk}{part}".encode(), f"/jobs/99999{part}".encode()
    assert theirs.content.replace(own_path, b"") == none.content.replace(no_path, b"")


@pytest.mark.parametrize("button", ["cancel", "again"])
def test_nobody_moves_anothers_job(client, registrar, button):
    colleague = make.member(Role.REGISTRAR, registrar.memberships.get().institution)
    job = left_behind(colleague, Job.State.QUEUED)
    claim(job.key)

    answer = client.post(f"/jobs/{job.pk}/{button}/")

    release(job.key)
    job.refresh_from_db()
    assert (answer.status_code, job.state) == (404, "queued")


@pytest.mark.parametrize("role", [Role.STUDENT, Role.ADMINISTRATOR])
def test_who_starts_no_jobs_has_no_pages_of_them(client, registrar, role):
    client.force_login(make.member(role, registrar.memberships.get().institution))

    assert client.get("/jobs/").status_code == 403
    assert client.get("/jobs/1/").status_code == 403


def test_the_home_page_says_what_is_under_way(client, registrar):
    job = left_behind(registrar)
    claim(job.key)

    page = client.get("/").content.decode()

    release(job.key)
    assert f"/jobs/{job.pk}/" in page
    assert "List" in page
