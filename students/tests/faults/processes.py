"""Processes that work on one register and may be killed; what they tell is a file of lines."""

import json
import multiprocessing
import signal
import warnings
from collections.abc import Callable
from pathlib import Path

from django.db import connections

FORK = multiprocessing.get_context("fork")  # at once, without starting Django anew


class Worker:
    """A process at work; `told` are the values it has noted, one a line."""

    def __init__(self, notes: Path, work: Callable, *said):
        self.notes = notes
        connections.close_all()  # parent and child must not share one
        self.process = FORK.Process(target=_run, args=(notes, work, *said))
        with warnings.catch_warnings():  # no thread of the parent holds what the child needs
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()

    def kill(self):
        """End it as a power cut would."""
        self.process.kill()
        self.process.join()

    def join(self, seconds: float | None = None) -> bool:
        """Whether it has ended by itself, and well, within so many seconds."""
        self.process.join(seconds)
        return self.process.exitcode == 0

    @property
    def told(self) -> list:
        if not self.notes.exists():
            return []
        *whole, _torn = self.notes.read_text().split("\n")
        return [json.loads(line) for line in whole]


def _run(notes: Path, work: Callable, *said):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with notes.open("a", buffering=1) as lines:
        try:
            work(lambda value: lines.write(json.dumps(value) + "\n"), *said)
        finally:
            connections.close_all()
