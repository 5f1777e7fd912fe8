"""Where a job stands, in words and whole figures, for its page and for the script that asks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import default_task_backend

from students.jobs.claims import has_workers
from students.jobs.folders import PROBLEMS, read_json
from students.jobs.progress import STEPS, Progress, is_asked_to_stop, progress_of
from students.models import Job

HEADINGS = {
    Job.State.QUEUED: _("{title} is waiting for its turn"),
    Job.State.RUNNING: _("{title} is under way"),
    Job.State.DONE: _("{title} is done"),
    Job.State.FAILED: _("{title} was not done"),
    Job.State.CANCELLED: _("{title} was cancelled"),
    Job.State.INTERRUPTED: _("{title} was interrupted"),
}
DONE, NOW, TO_COME = "done", "now", "to come"


@dataclass(frozen=True)
class Standing:
    """`share`: done and total of the step, both 0 where it cannot be counted."""

    state: str
    under_way: bool
    heading: str
    words: str
    steps: tuple[tuple[str, str], ...]
    done: int
    total: int
    cancellable: bool
    url: str

    def as_json(self) -> dict:
        return vars(self)


def standing(job: Job) -> Standing:
    """Everything a page shows of a job's progress."""
    progress = progress_of(job)
    running = job.state == Job.State.RUNNING
    stopping = job.is_under_way and is_asked_to_stop(job)
    return Standing(
        state=job.state,
        under_way=job.is_under_way,
        heading=HEADINGS[job.state].format(title=job.get_kind_display()),
        words=_words(job, progress, stopping),
        steps=_steps(job, progress),
        done=progress.done if running else 0,
        total=progress.total if running else 0,
        cancellable=job.is_under_way and not stopping,
        url=f"{reverse('job', args=[job.pk])}?follow=1",
    )


def problems_of(job: Job) -> list[dict]:
    """What was wrong with its file or its cells, for the table of problems."""
    found = read_json(job.key, PROBLEMS) or []
    return [problem | {"suggestion": problem["mend"]} for problem in found]


def _words(job: Job, progress: Progress, stopping: bool) -> str:
    if not job.is_under_way:
        return job.outcome
    if stopping:
        return gettext("Stopping …") if progress.step else gettext("It will not begin.")
    if job.state == Job.State.QUEUED:
        return _waiting_words()
    unit = dict(STEPS[job.kind]).get(progress.step, "")
    parts = (_amount(progress, unit), _rate(progress, unit), _left(progress))
    return " · ".join(part for part in parts if part) or gettext("%(step)s …") % {
        "step": gettext(progress.step)
    }


def _waiting_words() -> str:
    if getattr(default_task_backend, "carries_on", False) and not has_workers():
        return gettext(
            "It waits for a worker, and none is running. Whoever runs the server starts one with: "
            "script/manage run_jobs"
        )
    return gettext("It begins when the work before it is done.")


def _amount(progress: Progress, unit: str) -> str:
    if progress.total:
        words = gettext("%(done)s of %(total)s %(unit)s")
        told = {"done": f"{progress.done:,}", "total": f"{progress.total:,}"}
        return words % {**told, "unit": gettext(unit)}
    return f"{progress.done:,} {gettext(unit)}" if progress.done else ""


def _rate(progress: Progress, unit: str) -> str:
    rate = round(progress.rate)
    words = gettext("%(rate)s %(unit)s a second")
    return words % {"rate": f"{rate:,}", "unit": gettext(unit)} if rate else ""


def _left(progress: Progress) -> str:
    seconds = progress.seconds_left
    if not seconds:
        return ""
    if seconds < 100:
        return gettext("about %(seconds)s s left in this step") % {"seconds": seconds}
    return gettext("about %(minutes)s min left in this step") % {"minutes": round(seconds / 60)}


def _steps(job: Job, progress: Progress) -> tuple[tuple[str, str], ...]:
    names = [words for words, unit in STEPS[job.kind]]
    if job.state == Job.State.DONE:
        return tuple((gettext(name), DONE) for name in names)
    reached = names.index(progress.step) if progress.step in names else -1
    return tuple(
        (gettext(name), DONE if place < reached else NOW if place == reached else TO_COME)
        for place, name in enumerate(names)
    )
