"""Jobs of an installation that note in a file when they begin and when they are done.

The first waits in the middle for the file `go`: time enough to kill who works on it.
"""

import os
import time
from pathlib import Path

from django.conf import settings

from students.jobs import workers
from students.jobs.running import start
from students.jobs.work import WORK, Outcome
from students.models import Job, User


def folder() -> Path:
    return Path(settings.VAR_DIR)


def begin(count: int):
    """Start so many jobs."""
    owner, _ = User.objects.get_or_create(username="registrar")
    for number in range(count):
        start(Job.Kind.EXPORT, owner, str(number))


def work():
    """Be a worker that only notes."""
    WORK[Job.Kind.EXPORT] = noted
    workers.work()


def noted(job, watch) -> Outcome:
    note("began", job)
    while job.title == "0" and not (folder() / "go").exists():
        time.sleep(0.02)
    note("did", job)
    return Outcome("Noted.")


def note(what: str, job: Job):
    with (folder() / "notes").open("a") as notes:
        notes.write(f"{what} {job.title} {os.getpid()}\n")
