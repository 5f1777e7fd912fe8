"""Commands that work on the register: they ask for a database whose tables are there."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


class RegisterCommand(BaseCommand):
    """A command that says in a sentence that the database was never set up or is out of date."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            if not unapplied_migrations():
                raise
            raise CommandError(
                "The tables of this database are not those of this version. Run first: "
                "manage.py migrate"
            ) from error


def unapplied_migrations() -> bool:
    """Whether `migrate` has something to do."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
