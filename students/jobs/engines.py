"""The engines that need nothing installed: a thread of the process that took the request; rows.

`in_process`: what waits, waits in the memory of that process. `carries_on`: workers find in the
rows of the jobs what waits, and what one of them left when it died.
"""

import logging
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.db import DatabaseError, close_old_connections, connections
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from django_tasks.utils import get_random_id

LOG = logging.getLogger(__name__)
LOOK_EVERY = 1.0  # seconds between two looks of a worker that found nothing
REST = 5.0  # seconds after the database or the disk refused


class ThreadBackend(ImmediateBackend):
    """Tasks one after the other in threads of this process; OPTIONS: `threads`, usually one.

    They live as long as the process; what it leaves behind is found by its claim (claims.py).
    """

    in_process = True

    def enqueue(self, task, args, kwargs) -> TaskResult:
        self.validate_task(task)
        result = as_handed_in(self, task, args, kwargs)
        _pool(self.options.get("threads", 1)).submit(self._run, result)
        return result

    def _run(self, result: TaskResult):
        close_old_connections()
        try:
            self._execute_task(result)  # tells the log of what a task raises
        finally:
            connections.close_all()


class RowBackend(BaseTaskBackend):
    """The rows of the jobs are the queue: nothing is handed in, workers look for what waits."""

    carries_on = True

    def enqueue(self, task, args, kwargs) -> TaskResult:
        self.validate_task(task)
        return as_handed_in(self, task, args, kwargs)

    def work(self, run_next: Task):
        """Take one job after the other until SIGTERM or SIGINT, which end it between two."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            stop.wait(self._seconds_to_rest(run_next))

    def _seconds_to_rest(self, run_next: Task) -> float:
        close_old_connections()
        try:
            return 0 if run_next.call() else LOOK_EVERY
        except (DatabaseError, OSError):
            LOG.exception("the database or the disk refused; the worker tries again")
            connections.close_all()
            return REST


def as_handed_in(backend: BaseTaskBackend, task: Task, args, kwargs) -> TaskResult:
    """What an engine answers to whoever hands a task in; the row of the job says the rest."""
    return TaskResult(
        task=task,
        id=get_random_id(),
        status=TaskResultStatus.READY,
        enqueued_at=None,
        started_at=None,
        last_attempted_at=None,
        finished_at=None,
        args=args,
        kwargs=kwargs,
        backend=backend.alias,
        errors=[],
        worker_ids=[],
    )


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    # Made with the first task: a server that forks before has none to lose.
    return ThreadPoolExecutor(threads, thread_name_prefix="job")
