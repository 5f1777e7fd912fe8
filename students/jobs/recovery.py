"""What a dead process left behind is found and said; what nobody fetched in time is removed."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import default_task_backend

from students.jobs.claims import is_claimed
from students.jobs.folders import remove_folder
from students.models import Job

FILES_KEPT = timedelta(days=1)
ROWS_KEPT = timedelta(days=30)
WORDS = "The server stopped before this was finished. It is safe to run it again."


def mark_interrupted(jobs: QuerySet[Job]) -> int:
    """Mark those of the jobs under way that no living process works on; how many there were."""
    found = 0
    for job in jobs.under_way():
        if not _is_alive(job):
            # Its worker may have ended it properly since it was read: then it is left alone.
            left = Job.objects.filter(pk=job.pk, state=job.state)
            ended = {"outcome": WORDS, "finished_at": timezone.now()}
            found += left.update(state=Job.State.INTERRUPTED, **ended)
    return found


def _is_alive(job: Job) -> bool:
    waits_elsewhere = job.state == Job.State.QUEUED and not getattr(
        default_task_backend, "in_process", False
    )
    return waits_elsewhere or is_claimed(job.key)


def remove_old():
    """Files of jobs that ended over a day ago go, and jobs that ended over a month ago."""
    now = timezone.now()
    ended = Job.objects.exclude(state__in=Job.UNDER_WAY)
    for key in ended.filter(finished_at__lt=now - FILES_KEPT).values_list("key", flat=True):
        remove_folder(key)
    ended.filter(finished_at__lt=now - ROWS_KEPT).delete()
