"""What workers take, what they leave to others, and what is said where there is none."""

import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from perfdash.engines import engine_from
from students.jobs import recovery, running, work
from students.jobs.claims import CLAIM, at_work, claim, has_workers, is_claimed
from students.jobs.folders import folder_of, make_folder
from students.jobs.recovery import ATTEMPTS, mark_interrupted
from students.jobs.running import run_job, start
from students.jobs.standings import standing
from students.jobs.workers import run_next
from students.models import Job, Role
from students.tests import factories as make
from students.tests.jobs.test_lives import HOLDER

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def owner():
    return make.member(Role.REGISTRAR, make.institution())


@pytest.fixture
def by_rows(settings):
    settings.TASKS = {"default": engine_from("database")}


@pytest.fixture
def done(monkeypatch):
    """The titles of the jobs that were done, in their order."""
    titles = []

    def noted(job, watch):
        titles.append(job.title)
        return work.Outcome("1 row.")

    monkeypatch.setitem(work.WORK, Job.Kind.EXPORT, noted)
    return titles


def left(owner, state=State.RUNNING, attempts=1, title="List") -> Job:
    """A job as a worker leaves it that died."""
    key = secrets.token_hex(16)
    said = {"kind": "export", "owner": owner, "title": title}
    job = Job.objects.create(key=key, state=state, attempts=attempts, **said)
    make_folder(job.key)
    return job


@pytest.fixture
def held_elsewhere():
    """A function by which another process holds a job until the test ends."""
    holders = []

    def hold(job):
        command = [sys.executable, "-c", HOLDER, str(folder_of(job.key) / CLAIM)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        holders.append(subprocess.Popen(command, **pipes))
        holders[-1].stdout.readline()

    yield hold
    for one in holders:
        one.communicate()


def test_what_is_started_waits_in_its_row_until_a_worker_takes_it_oldest_first(
    owner, by_rows, done
):
    jobs = [start(Job.Kind.EXPORT, owner, title) for title in ("One", "Two")]
    assert [job.state for job in jobs] == ["queued", "queued"]

    assert [run_next.call() for _ in range(3)] == [True, True, False]

    assert done == ["One", "Two"]


def test_a_worker_leaves_to_another_what_that_works_on(owner, by_rows, done, held_elsewhere):
    held_elsewhere(left(owner, State.QUEUED, 0, "Taken"))
    left(owner, State.QUEUED, 0, "Waiting")

    assert (run_next.call(), run_next.call()) == (True, False)

    assert done == ["Waiting"]


def test_what_a_dead_worker_left_is_carried_on(owner, by_rows, done):
    job = left(owner)

    assert run_next.call()

    job.refresh_from_db()
    assert (job.state, job.attempts, done) == ("done", 2, ["List"])


def test_a_job_that_several_workers_died_of_waits_for_its_owner(owner, by_rows, done):
    job = left(owner, attempts=ATTEMPTS)

    assert not run_next.call()

    job.refresh_from_db()
    assert (job.state, done) == ("interrupted", [])


@pytest.mark.parametrize("engine", ["thread", "database"])
def test_a_job_begun_again_since_it_was_found_dead_is_left_alone(
    owner, settings, monkeypatch, engine
):
    settings.TASKS = {"default": engine_from(engine)}
    job = left(owner)
    alive = recovery._is_alive

    def begun_again(found):
        dead = not alive(found)
        Job.objects.filter(pk=job.pk).update(attempts=2)
        return not dead

    monkeypatch.setattr(recovery, "_is_alive", begun_again)

    assert mark_interrupted(Job.objects.all()) == 0
    job.refresh_from_db()
    assert job.state == "running"


def test_a_job_whose_folder_is_gone_is_run_all_the_same(owner, by_rows, done):
    job = left(owner, State.QUEUED, 0)
    folder_of(job.key).rmdir()

    assert run_job.call(job.pk)


def test_a_job_that_could_not_even_begin_is_let_go(owner, monkeypatch):
    job = left(owner, State.QUEUED, 0)
    claim(job.key)

    def no_room(key):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(running.folders, "make_folder", no_room)
    with pytest.raises(OSError, match="No space"):
        run_job.call(job.pk)

    assert not is_claimed(job.key)


def test_who_only_looks_hinders_nobody_from_claiming(owner, held_elsewhere):
    job = left(owner)
    assert not is_claimed(job.key)
    held_elsewhere(job)

    assert is_claimed(job.key)
    assert not claim(job.key)


def test_a_waiting_job_says_that_no_worker_is_running(owner, by_rows):
    words = standing(left(owner, State.QUEUED, 0)).words
    assert "script/manage run_jobs" in words

    with at_work():
        assert has_workers()
        words = standing(left(owner, State.QUEUED, 0)).words
    assert words == "It begins when the work before it is done."
    assert not has_workers()


def test_a_worker_is_refused_where_the_server_does_the_work(settings):
    settings.TASKS = {"default": engine_from("thread")}

    with pytest.raises(CommandError, match="TASK_ENGINE=database"):
        call_command("run_jobs")


def test_a_broker_that_is_away_costs_no_job(owner, settings, tmp_path, done, caplog):
    pytest.importorskip("celery", reason="requirements/celery.txt is not installed")
    nowhere = f"redis+socket://{tmp_path}/nowhere.sock"
    settings.TASKS = {"default": engine_from(nowhere)}

    job = start(Job.Kind.EXPORT, owner, "List")

    assert job.state == "queued"
    assert "the broker is away" in caplog.text
    run_next.call()
    assert done == ["List"]


@pytest.mark.parametrize("named", ["kafka://there", "threads"])
def test_an_engine_that_nobody_knows_is_named_with_those_that_are(named):
    with pytest.raises(ImproperlyConfigured, match="thread, database"):
        engine_from(named)


@pytest.mark.parametrize("address", ["redis://h/1", "rediss://h", "amqps://u:p@h//", "amqp://h"])
def test_an_address_names_its_broker(address):
    assert engine_from(address)["OPTIONS"] == {"broker": address}
    assert engine_from("of.ones.Own") == {"BACKEND": "of.ones.Own"}
