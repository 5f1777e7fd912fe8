"""Write everything into one file."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from students.backups.saving import back_up
from students.backups.tables import kept_models


class Command(BaseCommand):
    help = (
        "Write the whole register into one file, as it is at this moment, while work goes on: "
        "every table, staged imports, and a checksum for each part. It holds names, marks and "
        "password hashes in clear: keep it where the database may lie, or encrypt it. Sign-ins "
        "and background jobs are left out."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="A file that is not there yet.")

    def handle(self, *args, file: Path, **options):
        try:
            with tqdm(total=len(kept_models()), unit="table", file=sys.stderr, disable=None) as bar:
                manifest = back_up(file, lambda label: bar.update())
        except FileExistsError as error:
            raise CommandError(f"There is a file {file} already.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        rows = sum(manifest["rows"].values())
        self.stdout.write(f"{rows:,} rows and {manifest['files']:,} staged files are in {file}.")
