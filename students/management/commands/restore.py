"""Fill the database from a backup."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from students.backups.archives import ArchiveRefused
from students.backups.restoring import restore
from students.backups.tables import kept_models


class Command(BaseCommand):
    help = (
        "Fill an empty, migrated database from a backup taken on SQLite or MariaDB. Checksums are "
        "compared before, then row counts, references, and every derived figure; if anything "
        "differs, nothing is changed. Stop the server first: everybody signs in anew."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="A file that `backup` has written.")
        parser.add_argument(
            "--replace", action="store_true", help="Remove what the database holds before."
        )

    def handle(self, *args, file: Path, replace: bool, **options):
        try:
            with tqdm(total=len(kept_models()), unit="table", file=sys.stderr, disable=None) as bar:
                manifest = restore(file, replace=replace, seen=lambda label: bar.update())
        except ArchiveRefused as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        rows = sum(manifest["rows"].values())
        self.stdout.write(f"{rows:,} rows as of {manifest['taken_at']}; everything fits.")
