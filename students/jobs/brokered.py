"""The engine for many hosts: Celery, with Redis or RabbitMQ to carry its messages.

A message is a bell and no more: the row of a job says what waits, and every worker looks for itself
now and then. So a broker may lose what it holds, or be away, and no job is lost by that.
"""

import logging
import threading

from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections
from django.utils.module_loading import import_string
from django_tasks import TaskResult
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task

from students.jobs.engines import as_handed_in

try:
    from celery import Celery
    from kombu.exceptions import OperationalError as BrokerAway
except ImportError as error:
    raise ImproperlyConfigured(
        "TASK_ENGINE names a broker, for which Celery is needed: .venv/bin/pip install "
        "--require-hashes -r requirements/celery.txt"
    ) from error

LOG = logging.getLogger(__name__)
LOOK_EVERY = 20.0  # seconds between two looks of a worker for what no message told of
PATIENCE = 3.0  # seconds a request waits for a broker that does not answer
SETTINGS = {
    "task_ignore_result": True,
    "task_default_queue": "perfdash",
    "worker_prefetch_multiplier": 1,
    "worker_hijack_root_logger": False,
    "worker_enable_remote_control": False,
    "worker_send_task_events": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_connection_timeout": PATIENCE,
    "broker_transport_options": {"socket_connect_timeout": PATIENCE, "max_retries": 0},
}


class CeleryBackend(BaseTaskBackend):
    """Tasks by their dotted path, run by workers (`run_jobs`); OPTIONS: `broker`, its address."""

    carries_on = True

    def __init__(self, alias: str, params: dict):
        super().__init__(alias, params)
        self.app = Celery("perfdash", broker=self.options["broker"], set_as_current=False)
        self.app.conf.update(SETTINGS)
        self.carry_out = self.app.task(carry_out, name="perfdash.carry_out")

    def enqueue(self, task, args, kwargs) -> TaskResult:
        self.validate_task(task)
        said = (task.module_path, list(args), dict(kwargs))
        try:
            # An old message tells nothing that a worker has not found by itself.
            self.carry_out.apply_async(said, retry=False, expires=3 * LOOK_EVERY)
        except (BrokerAway, OSError):
            LOG.exception("the broker is away; the job waits until a worker looks for it")
        return as_handed_in(self, task, args, kwargs)

    def work(self, run_next: Task):
        """One process that takes messages, one beside it that does the work, until SIGTERM."""
        looks = threading.Thread(target=self._ring, args=(run_next,), daemon=True)
        looks.start()
        named = f"--hostname=perfdash-{threading.get_native_id()}@%h"
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        self.app.worker_main(["worker", "--concurrency=1", "--loglevel=WARNING", named, *quiet])

    def _ring(self, run_next: Task):
        waits = threading.Event()
        while True:
            self.enqueue(run_next, (), {})
            waits.wait(LOOK_EVERY)


def carry_out(path: str, args: list, kwargs: dict):
    """In a worker: do the task of this path."""
    close_old_connections()
    import_string(path).call(*args, **kwargs)
