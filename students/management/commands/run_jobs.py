"""A worker: does long work outside the processes that serve pages."""

from django.core.management.base import BaseCommand, CommandError

from students.jobs.workers import has_engine_for_workers, work


class Command(BaseCommand):
    help = (
        "Do the jobs that wait, one after the other, until told to stop (SIGTERM, Ctrl-C); the job "
        "under way is finished first. Start it as often as jobs are to run side by side."
    )

    def handle(self, *args, **options):
        if not has_engine_for_workers():
            raise CommandError(
                "There is nothing for a worker to do: long work runs in the processes that serve. "
                "TASK_ENGINE=database, redis://… or amqp://… gives it to workers."
            )
        work()
