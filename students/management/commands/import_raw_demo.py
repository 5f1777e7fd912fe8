"""import_raw_demo: bring the raw files into the demo, and say what became of every line."""

import datetime
import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import CommandError

from students.demo.raw.accounts import import_raw
from students.demo.raw.files import RawFile
from students.demo.raw.sets import RAW_FILES
from students.demo.raw.tables import table, with_table
from students.demo.registers import finished
from students.management.registers import RegisterCommand
from students.models import Institution, Role, User


class Command(RegisterCommand):
    help = (
        "Bring the demo's raw files in, one after the other, the good rows of each, and print what "
        "was normalised, standardised, filled, corrected, flagged, merged and refused. The counts "
        "add up to the lines of the files. make_raw_demo writes the same files into a folder."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--json", action="store_true", help="Give the counts as JSON, alone on stdout."
        )
        parser.add_argument(
            "--into", type=Path, metavar="FILE", help="Put the table into docs/cleaning.md, too."
        )

    def handle(self, *args, **options):
        demo = finished()
        if demo is None:
            raise CommandError("There is no demo: seed_demo makes it.")
        date = datetime.date.fromisoformat(demo.date)
        places = {one.code: one for one in Institution.objects.all()}
        accounts = {
            one.path: import_raw(one, one.content(date), places[one.institution], _registrar(one))
            for one in RAW_FILES
        }
        if into := options["into"]:
            into.write_text(with_table(into.read_text(), table(accounts)))
        if options["json"]:
            counts = {path: asdict(account) for path, account in accounts.items()}
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(table(accounts))


def _registrar(file: RawFile) -> User | None:
    """The demo's registrar of the file's institution, where it has one with an account."""
    held = {"memberships__role": Role.REGISTRAR, "memberships__institution__code": file.institution}
    return User.objects.filter(is_demo=True, **held).first()
