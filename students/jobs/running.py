"""A job from its start to its end; every step is one statement, so that nobody runs it twice."""

import logging
import secrets

from django.conf import settings
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import default_task_backend, task

from students.jobs import folders
from students.jobs.claims import claim, is_claimed, release, turn
from students.jobs.progress import Cancelled, Watcher, ask_to_stop
from students.jobs.recovery import remove_old
from students.jobs.work import WORK, NotDone, Outcome
from students.models import Door, Job
from students.models.changes import acting, actor
from students.models.disks import is_full

LOG = logging.getLogger(__name__)
State = Job.State
CANCELLED = {
    Job.Kind.RECOMPUTE: _("What was derived before stays, and is right."),
    Job.Kind.EXPORT: _("There is no file."),
    Job.Kind.TRAIN: _("What was stored before stays; it may be run again."),
}
NOTHING = _("Nothing was stored.")
BROKEN = _("Something went wrong on our side; the log says what. It is safe to run it again.")
BUSY = _("The database was busy for too long. It is safe to run it again.")
FULL = _(
    "The server's disk is full. Tell whoever runs it; once there is room, it is safe to run it "
    "again."
)


def start(
    kind: str, owner, title: str, *, institution=None, files: dict | None = None, **arguments
) -> Job:
    """Make a job and hand it to the engine; `files` are bytes by name, for its folder.

    What it changes is written down as by whoever acts now, through the door they came by.
    Not to be called inside a transaction: the engine could look for the job before it is there.
    """
    remove_old()
    job = Job(
        key=secrets.token_hex(16),
        kind=kind,
        owner=owner,
        title=title[-200:],
        institution=institution,
        arguments=arguments | {"door": actor().door, "language": spoken()},
    )
    folder = folders.make_folder(job.key)
    for name, content in (files or {}).items():
        (folder / name).write_bytes(content)
    _claim_for_engine(job)
    job.save()
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    return job


def run_again(job: Job) -> bool:
    """Queue a job once more that failed, was cancelled or interrupted; False for any other."""
    folders.make_folder(job.key)
    claimed = _claim_for_engine(job)
    again = {"state": State.QUEUED, "outcome": "", "result_url": "", "finished_at": None}
    if not _moved(job, Job.REPEATABLE, **again):
        if claimed:
            release(job.key)
        return False
    folders.clear(job.key, folders.CANCEL, folders.PROGRESS, folders.PROBLEMS)
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    return True


def cancel(job: Job):
    """Stop a job before its first step while it waits, at its next one while it runs.

    Nothing is written to the database, which on SQLite may be locked by that very job.
    """
    if job.is_under_way:
        ask_to_stop(job)


@task
def run_job(number: int) -> bool:
    """Run a queued job to its end; False for one that is not queued any more, or is another's."""
    job = Job.objects.select_related("owner", "institution").filter(pk=number).first()
    if job is None:
        return False
    try:
        with turn():
            folders.make_folder(job.key)  # a restored database has jobs and no folders
            return claim(job.key) and _run_claimed(job)
    finally:
        release(job.key)


def _run_claimed(job: Job) -> bool:
    begun = {"state": State.RUNNING, "started_at": timezone.now()}
    mine = _moved(job, (State.QUEUED,), attempts=F("attempts") + 1, **begun)
    if mine:
        _run(job)
    return mine


def _run(job: Job):
    """What it tells is in the language of whoever began it."""
    with translation.override(job.arguments.get("language", settings.LANGUAGE_CODE)):
        _run_spoken(job)


def _run_spoken(job: Job):
    try:
        door = job.arguments.get("door", Door.ADMIN)
        with acting(user_id=job.owner_id, door=door):
            outcome = WORK[job.arguments.get("work", job.kind)](job, Watcher(job))
    except Cancelled:
        _end(job, State.CANCELLED, Outcome(str(CANCELLED.get(job.kind, NOTHING))))
    except NotDone as refusal:
        told = [problem.as_json() for problem in refusal.problems]
        folders.write_json(job.key, folders.PROBLEMS, told)
        _end(job, State.FAILED, Outcome(str(refusal), refusal.url))
    except Exception as error:
        LOG.exception("job %d failed", job.pk)
        _end(job, State.FAILED, Outcome(str(_words_of(error))))
    else:
        _end(job, State.DONE, outcome)


def _words_of(error: Exception):
    if is_full(error):
        return FULL
    return BUSY if isinstance(error, OperationalError) else BROKEN


def _end(job: Job, state: str, outcome: Outcome):
    ended = {"state": state, "outcome": outcome.sentence, "result_url": outcome.url}
    _moved(job, (State.RUNNING,), finished_at=timezone.now(), **ended)


def _moved(job: Job, from_states, **values) -> bool:
    """Whether the job was in one of these states and has been moved on."""
    return bool(Job.objects.filter(pk=job.pk, state__in=from_states).update(**values))


def spoken() -> str:
    """The code of the language of whoever acts now."""
    return translation.get_language() or settings.LANGUAGE_CODE


def _claim_for_engine(job: Job) -> bool:
    """What waits in the memory of this process dies with it, and must be found like the rest."""
    wanted = getattr(default_task_backend, "in_process", False) and not is_claimed(job.key)
    if wanted:
        claim(job.key)
    return wanted
