"""Workers: processes of their own that do what waits, and what a worker left when it died."""

from django_tasks import default_task_backend, task

from students.jobs.claims import at_work
from students.jobs.recovery import mark_interrupted
from students.jobs.running import run_job
from students.models import Job

OLDEST = 100  # so many are tried in one look; others are at work on some of them


@task
def run_next() -> bool:
    """Run the oldest job that waits and that nobody works on; False where there is none."""
    mark_interrupted(Job.objects.all())
    waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True)[:OLDEST])
    has_run = any(run_job.call(number) for number in numbers)
    if has_run:
        run_next.enqueue()  # another may wait; between two, a worker that is told to stop can stop
    return has_run


def has_engine_for_workers() -> bool:
    """Whether TASK_ENGINE names one whose work is done by processes of their own."""
    return getattr(default_task_backend, "carries_on", False)


def work():
    """Do jobs until the process is told to stop; what is under way then is done first."""
    with at_work():
        default_task_backend.work(run_next)
