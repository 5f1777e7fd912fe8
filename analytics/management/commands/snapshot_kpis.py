"""snapshot_kpis: keep the key figures of a day, for their trends."""

import datetime
import json

from django.core.management.base import CommandError
from django.utils import timezone

from analytics.kpis.nights import keep
from analytics.management.commands.nightly import watched
from students.management.registers import RegisterCommand
from students.models import Door, Institution
from students.models.changes import acting
from students.rules.keys import key_of


class Command(RegisterCommand):
    help = (
        "Keep every key figure of each institution, its branches and its batches as of a day; "
        "nightly does it for today. A second run replaces what the first one kept. Of a day gone "
        "by, fees and outreach are as they were then; marks and attendance are as stored now. It "
        "exits with 1 where an institution failed; the others are kept all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--day",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="The day, not one to come (default: today).",
        )
        parser.add_argument("--institution", metavar="CODE", help="This institution alone.")
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        day = options["day"] or timezone.localdate()
        if day > timezone.localdate():
            raise CommandError("--day is a day to come; nobody knows its figures.")
        with acting(door=Door.COMMAND):
            found = keep(day, list(institutions(options["institution"])), watched)
        for problem in found.problems:
            self.stderr.write(problem)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json() | {"problems": found.problems}))
        else:
            for code, count in found.kept.items():
                self.stdout.write(f"{code}: {count} figures kept as of {day}.")
        if found.problems:
            raise CommandError("Not every institution's figures were kept.")


def institutions(code: str | None):
    """Those meant; CommandError for a code that nobody has."""
    rows = Institution.objects.all()
    if not code:
        return rows
    rows = rows.filter(code_key=key_of(code))
    if not rows:
        raise CommandError(f"There is no institution {code}.")
    return rows
