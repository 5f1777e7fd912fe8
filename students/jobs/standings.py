"""Where a job stands, in words and whole figures, for its page and for the script that asks."""

from dataclasses import dataclass

from django.urls import reverse

from students.jobs.folders import PROBLEMS, read_json
from students.jobs.progress import STEPS, Progress, is_asked_to_stop, progress_of
from students.models import Job

HEADINGS = {
    Job.State.QUEUED: "{title} is waiting for its turn",
    Job.State.RUNNING: "{title} is under way",
    Job.State.DONE: "{title} is done",
    Job.State.FAILED: "{title} was not done",
    Job.State.CANCELLED: "{title} was cancelled",
    Job.State.INTERRUPTED: "{title} was interrupted",
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
    stopping = running and is_asked_to_stop(job)
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
    if job.state == Job.State.QUEUED:
        return "It begins when the work before it is done."
    if job.state != Job.State.RUNNING:
        return job.outcome
    if stopping:
        return "Stopping …"
    unit = dict(STEPS[job.kind]).get(progress.step, "")
    parts = (_amount(progress, unit), _rate(progress, unit), _left(progress))
    return " · ".join(part for part in parts if part) or f"{progress.step} …"


def _amount(progress: Progress, unit: str) -> str:
    if progress.total:
        return f"{progress.done:,} of {progress.total:,} {unit}"
    return f"{progress.done:,} {unit}" if progress.done else ""


def _rate(progress: Progress, unit: str) -> str:
    rate = round(progress.rate)
    return f"{rate:,} {unit} a second" if rate else ""


def _left(progress: Progress) -> str:
    seconds = progress.seconds_left
    if not seconds:
        return ""
    if seconds < 100:
        return f"about {seconds} s left in this step"
    return f"about {round(seconds / 60)} min left in this step"


def _steps(job: Job, progress: Progress) -> tuple[tuple[str, str], ...]:
    names = [words for words, _ in STEPS[job.kind]]
    if job.state == Job.State.DONE:
        return tuple((name, DONE) for name in names)
    reached = names.index(progress.step) if progress.step in names else -1
    return tuple(
        (name, DONE if place < reached else NOW if place == reached else TO_COME)
        for place, name in enumerate(names)
    )
