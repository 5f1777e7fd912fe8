"""What a dead process left behind is found and said; what nobody fetched in time is removed."""

from datetime import timedelta

from django.conf import settings
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import default_task_backend

from students.jobs.claims import is_claimed
from students.jobs.folders import keys_before, remove_folder
from students.models import Job
from students.models.disks import is_full
from students.models.waits import briefly, is_locked

FILES_KEPT = timedelta(days=1)
ROWS_KEPT = timedelta(days=30)
ATTEMPTS = 3  # a job whose workers died so often is not carried on: it may be what kills them
WORDS = _("The server stopped before this was finished. It is safe to run it again.")


def mark_interrupted(jobs: QuerySet[Job]) -> int:
    """Mark those of the jobs under way that no living process works on; how many there were.

    Where workers carry on what another left, such a job waits again instead, a few times.
    While another process holds SQLite's write lock, or the disk is full, that is left to the next
    look.
    """
    dead = [job for job in jobs.under_way() if not _is_alive(job)]
    if not dead:
        return 0
    try:
        with briefly():
            return sum(_mark(job) for job in dead)
    except OperationalError as error:
        if not (is_locked(error) or is_full(error)):
            raise
        return 0


def _mark(job: Job) -> int:
    # Its worker may have ended it properly since it was read, and another may have begun it again:
    # then it is left alone.
    as_read = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts)
    if _engine_has("carries_on") and job.attempts < ATTEMPTS:
        return as_read.update(state=Job.State.QUEUED)
    with translation.override(job.arguments.get("language", settings.LANGUAGE_CODE)):
        outcome = str(WORDS)
    ended = {"outcome": outcome, "finished_at": timezone.now()}
    return as_read.update(state=Job.State.INTERRUPTED, **ended)


def _is_alive(job: Job) -> bool:
    waits_elsewhere = job.state == Job.State.QUEUED and not _engine_has("in_process")
    return waits_elsewhere or is_claimed(job.key)


def _engine_has(trait: str) -> bool:
    return getattr(default_task_backend, trait, False)


def remove_old():
    """Files of jobs that ended over a day ago go, and jobs that ended over a month ago.

    So do, after a day, files of jobs that went otherwise: with their owner, or by a restore.
    """
    now = timezone.now()
    ended = Job.objects.exclude(state__in=Job.UNDER_WAY)
    for key in ended.filter(finished_at__lt=now - FILES_KEPT).values_list("key", flat=True):
        remove_folder(key)
    ended.filter(finished_at__lt=now - ROWS_KEPT).delete()
    left = keys_before((now - FILES_KEPT).timestamp())
    for key in left - set(Job.objects.filter(key__in=left).values_list("key", flat=True)):
        if not is_claimed(key):
            remove_folder(key)
