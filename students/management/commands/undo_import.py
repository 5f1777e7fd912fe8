"""Take a stored import back."""

from django.core.management.base import CommandError

from students.imports import runs
from students.imports.outcomes import Summary
from students.imports.refusals import ImportRefused
from students.management.importing import tell, watched
from students.management.registers import RegisterCommand
from students.models import Door, ImportRun


class Command(RegisterCommand):
    help = (
        "Give every cell an import wrote its former value, and remove what it made. If somebody "
        "has changed any of them since, nothing is stored and they are listed."
    )

    def add_arguments(self, parser):
        parser.add_argument("run", type=int, help="The number of the run, as its import said.")
        parser.add_argument(
            "--except-edited",
            action="store_true",
            help="Leave cells that were changed since as they are, and take back the others.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would be taken back, store nothing."
        )
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}.")
        try:
            summary = runs.undo(
                run,
                except_edited=options["except_edited"],
                dry_run=options["dry_run"],
                door=Door.COMMAND,
                watch=watched,
            )
        except ImportRefused as refusal:
            summary = Summary("undo", f"run {run.pk}", problems=refusal.problems)
        tell(self, summary, options["json"])
