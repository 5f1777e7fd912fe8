"""How far a job is: written by its worker every half second, read by whoever looks."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace

from django.utils.translation import gettext_noop

from students.imports.watching import one
from students.jobs.folders import CANCEL, PROGRESS, folder_of, read_json, write_json
from students.models import Job

EVERY = 0.5  # seconds between two writings, and between two looks for a cancellation

STEPS: dict[str, tuple[tuple[str, str], ...]] = {  # words of the work, unit of its total
    Job.Kind.PREVIEW: (
        (gettext_noop("Reading"), gettext_noop("rows")),
        (gettext_noop("Checking"), gettext_noop("rows")),
        (gettext_noop("Comparing"), gettext_noop("students")),
        (gettext_noop("Writing the preview"), ""),
    ),
    Job.Kind.STORE: (
        (gettext_noop("Storing"), gettext_noop("students")),
        (gettext_noop("Deriving grades and risks"), gettext_noop("results")),
    ),
    Job.Kind.UNDO: (
        (gettext_noop("Taking back"), gettext_noop("students")),
        (gettext_noop("Deriving grades and risks"), gettext_noop("results")),
    ),
    Job.Kind.RECOMPUTE: (
        (gettext_noop("Recomputing"), gettext_noop("results")),
        (gettext_noop("Comparing the summaries"), ""),
    ),
    Job.Kind.EXPORT: (
        (gettext_noop("Gathering"), gettext_noop("rows")),
        (gettext_noop("Writing the file"), ""),
    ),
    Job.Kind.TRAIN: (
        (gettext_noop("Learning from the past"), gettext_noop("weeks")),
        (gettext_noop("Proving it on the last term"), ""),
        (gettext_noop("Guessing for all who study"), gettext_noop("courses")),
    ),
}


class Cancelled(Exception):
    """The owner does not want it any more; raised between two steps, so that all is taken back."""


@dataclass(frozen=True)
class Progress:
    """The step a job is at; `total` 0: not known; times are seconds since 1970."""

    step: str = ""
    done: int = 0
    total: int = 0
    since: float = field(default_factory=time.time)
    at: float = field(default_factory=time.time)

    @property
    def rate(self) -> float:
        """So many in a second; 0 as long as it cannot be said."""
        seconds = self.at - self.since
        return self.done / seconds if seconds > 0 else 0

    @property
    def seconds_left(self) -> int | None:
        """Of this step, if it goes on like this; None as long as nobody can say."""
        if not (self.total and self.done and self.rate):
            return None
        return round((self.total - self.done) / self.rate)


def progress_of(job: Job) -> Progress:
    """How far a job was when it last said so."""
    found = read_json(job.key, PROGRESS)
    return Progress(**found) if found else Progress(since=0, at=0)


def ask_to_stop(job: Job):
    """Ask whoever runs the job, or will run it, to stop at the next step."""
    (folder_of(job.key) / CANCEL).touch()


def is_asked_to_stop(job: Job) -> bool:
    return (folder_of(job.key) / CANCEL).exists()


class Watcher:
    """What work calls as its `watch`: notes how far it is, and stops it when it is not wanted."""

    def __init__(self, job: Job):
        self.job = job
        self.steps = [words for words, _ in STEPS[job.kind]]
        self.progress = Progress(self.steps[0])
        self._note(0)

    def __call__(
        self, iterable: Iterable, words: str, total: int, size: Callable = one
    ) -> Iterator:
        done, now = 0, time.time()
        self._write(Progress(words, 0, total, now, now))
        for item in iterable:
            yield item
            done += size(item)
            if time.time() - self.progress.at >= EVERY:
                self._note(done)
        self._note(done)
        self._go_on(words)

    def _note(self, done: int):
        if is_asked_to_stop(self.job):
            raise Cancelled
        self._write(replace(self.progress, done=done, at=time.time()))

    def _go_on(self, words: str):
        """What comes after the last step that can be counted is named all the same."""
        following = self.steps[self.steps.index(words) + 1 :] if words in self.steps else ()
        if following:
            self._write(Progress(following[0]))

    def _write(self, progress: Progress):
        self.progress = progress
        write_json(self.job.key, PROGRESS, asdict(progress))
