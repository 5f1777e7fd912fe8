"""The same jobs on each engine that workers serve: none lost and none done twice, whoever dies."""

import os
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing, nullcontext

import pytest
from django.db import connection

from students.tests.jobs import brokers
from students.tests.jobs.servers import Installation, empty_copy

pytestmark = [pytest.mark.once, pytest.mark.django_db]
JOBS = 4
WITHIN = 90  # seconds, on a machine with much other work
NOTING = "from students.tests.jobs import noting; noting"


@pytest.fixture(params=["database", "redis", "rabbitmq"])
def engine(request, tmp_path_factory):
    """What TASK_ENGINE says, while its broker runs."""
    if request.param == "database":
        with nullcontext("database") as word:
            yield word
        return
    pytest.importorskip("celery", reason="requirements/celery.txt is not installed")
    with getattr(brokers, request.param)(tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture(scope="module")
def made(tmp_path_factory, django_db_setup, django_db_blocker):
    """An installation with the tables of the tests and nothing in them."""
    if connection.vendor != "sqlite":
        pytest.skip("its database is a copy of the one of the tests, as a file")
    folder = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock():
        return Installation(folder, empty_copy(folder))


@pytest.fixture
def installation(made, engine):
    """It with this engine and no jobs; its workers end with the test."""
    made.environment["TASK_ENGINE"] = engine
    for name in ("notes", "go"):
        (made.folder / name).unlink(missing_ok=True)
    rows(made, "DELETE FROM students_job")
    made.workers = []
    yield made
    for one in made.workers:
        killed(one)


def rows(installation, statement) -> list[tuple]:
    with closing(sqlite3.connect(installation.folder / "db.sqlite3", timeout=20)) as database:
        found = database.execute(statement).fetchall()
        database.commit()
    return found


def worker(installation, jobs=0):
    """A process that starts so many jobs and is a worker then."""
    code = f"{NOTING}.begin({jobs}); noting.work()"
    one = installation.begin(code, start_new_session=True)
    installation.workers.append(one)
    return one


def killed(process):
    """A worker and what it started, ended as by a power cut."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def notes(installation) -> list[list[str]]:
    path = installation.folder / "notes"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def wait_until(ready, *workers):
    deadline = time.monotonic() + WITHIN
    while not ready():
        for one in workers:
            assert one.poll() is None, one.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_worker_is_killed_and_no_job_is_lost_and_none_done_twice(installation):
    first = worker(installation, JOBS)
    wait_until(lambda: notes(installation), first)

    killed(first)

    (installation.folder / "go").touch()
    second = worker(installation)
    wait_until(lambda: sum(note[0] == "did" for note in notes(installation)) == JOBS, second)
    second.terminate()
    assert second.wait(WITHIN) == 0
    done = Counter(title for what, title, _ in notes(installation) if what == "did")
    assert done == {str(number): 1 for number in range(JOBS)}
    ended = rows(installation, "SELECT title, state, attempts FROM students_job ORDER BY id")
    assert ended == [("0", "done", 2), *((str(one), "done", 1) for one in range(1, JOBS))]
