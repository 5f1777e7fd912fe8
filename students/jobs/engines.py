"""The engine that needs nothing installed: a thread of the process that took the request."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.db import close_old_connections, connections
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.utils import get_random_id


class ThreadBackend(ImmediateBackend):
    """Tasks one after the other in threads of this process; OPTIONS: `threads`, usually one.

    They live as long as the process; what it leaves behind is found by its claim (claims.py).
    """

    in_process = True

    def enqueue(self, task, args, kwargs) -> TaskResult:
        self.validate_task(task)
        result = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        _pool(self.options.get("threads", 1)).submit(self._run, result)
        return result

    def _run(self, result: TaskResult):
        close_old_connections()
        try:
            self._execute_task(result)  # tells the log of what a task raises
        finally:
            connections.close_all()


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    # Made with the first task: a server that forks before has none to lose.
    return ThreadPoolExecutor(threads, thread_name_prefix="job")
