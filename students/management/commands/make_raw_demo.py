"""make_raw_demo: write the demo's raw files, as untidy as offices send them."""

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from students.demo.raw.sets import RAW_FILES, write_files


class Command(BaseCommand):
    help = (
        "Write the demo's raw files into a folder: batches, admissions, trainers, feedback, fees, "
        "attendance and exports of platforms, of three institutions, as untidy as offices send "
        "them. The same day gives the same files."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Where to; it is made where it is not there.")
        parser.add_argument(
            "--date",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="The day by which they were sent (default: today).",
        )

    def handle(self, *args, folder, date, **options):
        try:
            write_files(folder, date or timezone.localdate())
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(RAW_FILES)} files written to {folder}.")
