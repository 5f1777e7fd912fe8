"""Commands that need what is installed besides: they say so in one sentence where it is missing."""

from django.core.management.base import CommandError

from analytics.prediction import packages
from students.management.registers import RegisterCommand


class PredictionCommand(RegisterCommand):
    """A command of prediction: its modules are imported when it runs."""

    def execute(self, *args, **options):
        if not packages.are_there():
            raise CommandError(
                f"Predictions need packages that are not installed: {packages.INSTALL}"
            )
        return super().execute(*args, **options)
