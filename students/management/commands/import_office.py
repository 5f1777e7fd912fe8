"""Import a file of the office: batches, admissions, trainers, ratings, fees, outreach."""

from dataclasses import replace

from students.imports.office.kinds import SHEETS
from students.imports.options import Options
from students.management.importing import ImportCommand


class Command(ImportCommand):
    help = (
        "Import a file of the office from CSV, XLSX, XLS or ODS, record by record: what is written "
        "in another way is taken and told, what is only likely is proposed."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=tuple(SHEETS), help="What the file holds.")
        super().add_arguments(parser)
        parser.add_argument(
            "--take",
            action="append",
            default=[],
            metavar="ROW:COLUMN",
            help="Take what was proposed for a cell, such as 7:amount.",
        )

    def handle(self, *args, **options):
        self.kind = options["kind"]
        super().handle(*args, **options)

    def chosen(self, options: dict) -> Options:
        return replace(super().chosen(options), taken=tuple(options["take"]))
