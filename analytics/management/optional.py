"""Commands that need what is installed besides: they say so in one sentence where it is missing."""

from importlib.util import find_spec

from django.core.management.base import CommandError

from students.management.registers import RegisterCommand

NEEDED = ("sklearn", "skops")


class PredictionCommand(RegisterCommand):
    """A command of prediction: its modules are imported when it runs."""

    def execute(self, *args, **options):
        if not all(map(find_spec, NEEDED)):
            raise CommandError(
                "Predictions need packages that are not installed: "
                "pip install --require-hashes -r requirements/ml.txt"
            )
        return super().execute(*args, **options)
