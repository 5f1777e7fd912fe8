"""An import under way whose process, or whose database, is killed at some moment."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError, connections

from students.imports import runs
from students.jobs.imports import start_storing
from students.jobs.recovery import mark_interrupted
from students.jobs.running import run_again
from students.models import ImportRun, Job, MarkChange, Role
from students.tests import factories as make
from students.tests.faults.files import Files
from students.tests.faults.processes import Worker
from students.tests.faults.truth import untrue

LOOK = 0.02
State = Job.State


@dataclass
class Killed:
    """How the imports stood after the kills; the last four should be nothing."""

    kills: int = 0
    before: int = 0  # nothing was stored yet
    after: int = 0  # all of it was
    interrupted: int = 0
    half: int = 0
    lost: int = 0  # said to be done, and not there
    stuck: int = 0  # neither done nor to be run again, or not done when it was
    untrue: int = 0

    @property
    def is_clean(self) -> bool:
        return self.kills and not (self.half or self.lost or self.stuck or self.untrue)


def imports_killed(
    folder: Path, kills: int, kill: Callable[[Worker], None], files: Files
) -> Killed:
    """Import so many files, each killed at a moment drawn by lot, then run again."""
    term = make.term(make.institution("KILL"))
    owner = make.member(Role.REGISTRAR, term.institution, "killed")
    found, chance = Killed(), random.Random(kills)
    runs.commit(_previewed(term, owner, files.wide(0)), despite_alarms=True)
    usual = _import(folder / "whole", _previewed(term, owner, files.content(1)), owner)
    for number in range(2, kills + 2):
        run = _previewed(term, owner, files.content(number))
        worker = Worker(folder / f"worker-{number}", _store, run.pk, owner)
        _wait_until(lambda worker=worker: worker.told)
        time.sleep(chance.uniform(0, usual * 1.2))
        kill(worker)
        _judge(found, worker, run, files.rows)
        _run_again(folder / f"again-{number}", found)
        found.stuck += not (_changes(run) == files.rows and files.are_stored(number))
    found.untrue = untrue()
    return found


def _previewed(term, owner, content: bytes) -> ImportRun:
    where = {"institution": term.institution, "term": term, "user": owner}
    return runs.preview("marks", content, "marks.csv", **where)


def _import(notes: Path, run: ImportRun, owner) -> float:
    """Seconds of an import that nobody kills."""
    began, worker = time.monotonic(), Worker(notes, _store, run.pk, owner)
    assert worker.join()
    return time.monotonic() - began


def _store(tell, run: int, owner):
    """In a process of its own: store the run as a page does, and say when its job says done."""
    job = start_storing(owner, ImportRun.objects.get(pk=run), despite_alarms=True)
    tell(job.pk)
    _wait_for_end(tell, job)


def _again(tell, job: int):
    job = Job.objects.get(pk=job)
    run_again(job)
    _wait_for_end(tell, job)


def _wait_for_end(tell, job: Job):
    with suppress(OperationalError):  # the server was killed: its job stays as it is
        while job.is_under_way:
            time.sleep(LOOK)
            job.refresh_from_db()
        tell(job.state)


def _judge(found: Killed, worker: Worker, run: ImportRun, rows: int):
    """How the import stands after the kill, and whether its job says so."""
    job = Job.objects.get(pk=worker.told[0])
    mark_interrupted(Job.objects.filter(pk=job.pk))
    job.refresh_from_db()
    stored = _changes(run)
    said_done = State.DONE in worker.told or job.state == State.DONE
    found.kills += 1
    found.before += stored == 0
    found.after += stored == rows
    found.half += stored not in (0, rows)
    found.lost += said_done and stored != rows
    found.interrupted += job.state == State.INTERRUPTED
    found.stuck += not (job.may_be_repeated or job.state == State.DONE)


def _run_again(notes: Path, found: Killed):
    """Run it again where it did not end."""
    job = Job.objects.order_by("-pk").first()
    if job.state != State.DONE:
        Worker(notes, _again, job.pk).join()
        job.refresh_from_db()
    found.stuck += job.state != State.DONE


def _changes(run: ImportRun) -> int:
    return MarkChange.objects.filter(run_id=run.pk).count()


def _wait_until(ready: Callable[[], object]):
    until = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < until
        time.sleep(LOOK / 4)


def kill_worker(worker: Worker):
    """`kill -9` of the process that stores."""
    worker.kill()
    connections.close_all()
