"""make_report: one report as a file, within what its recipient may see."""

import datetime
import json
import shutil
import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.deliveries.files import path_of, written
from analytics.deliveries.making import make, order
from analytics.models import ReportRun
from analytics.reports import REPORTS
from students.management.registers import RegisterCommand
from students.models import Door, Institution, User
from students.models.changes import acting
from students.rules.keys import key_of

WHY = {
    ReportRun.Reason.CLOSED: "the account {} is closed",
    ReportRun.Reason.NO_RIGHT: "{} may not see this report of this institution",
}


class Command(RegisterCommand):
    help = (
        "Make a report and write it to a file, within what the person it is for may see there. "
        "That it was made stands in their history, where they find it for some days as well."
    )

    def add_arguments(self, parser):
        parser.add_argument("report", choices=sorted(REPORTS), help="Which one.")
        parser.add_argument("--institution", required=True, metavar="CODE", help="Of which one.")
        parser.add_argument(
            "--for", required=True, dest="person", metavar="USERNAME", help="Who is to read it."
        )
        parser.add_argument(
            "--on",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="As of which day (default: today).",
        )
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="Where; what is there is lost."
        )
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        run = self._ordered(options)
        try:
            with acting(door=Door.COMMAND):
                run = make(run, watched)
        except Exception as error:
            raise CommandError(f"Nothing was made, an error: {type(error).__name__}.") from error
        if run.state == ReportRun.State.FAILED:
            why = WHY[run.reason].format(run.recipient.get_username())
            raise CommandError(f"Nothing was made: {why}.")
        try:
            with path_of(run).open("rb") as made, written(options["out"]) as file:
                shutil.copyfileobj(made, file)
        except OSError as error:
            raise CommandError(f"It cannot be written there: {error.strerror}.") from error
        self._tell(run, options)

    def _ordered(self, options: dict) -> ReportRun:
        """What is asked for, once everything named is known."""
        day = options["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise CommandError("--on is a day to come; nobody knows what it brings.")
        institution = Institution.objects.filter(code_key=key_of(options["institution"])).first()
        if institution is None:
            raise CommandError(f"There is no institution {options['institution']}.")
        person = User.objects.filter(username=options["person"]).first()
        if person is None:
            raise CommandError(f"There is no account {options['person']}.")
        if options["out"].is_dir() or not options["out"].parent.is_dir():
            raise CommandError("--out names no file in a folder that is there.")
        return order(options["report"], institution, person, day)

    def _tell(self, run: ReportRun, options: dict):
        told = {
            "report": run.report,
            "institution": run.institution.code,
            "for": run.recipient.get_username(),
            "day": run.day.isoformat(),
            "rows": run.rows,
            "bytes": run.size,
            "file": str(options["out"]),
            "run": run.pk,
        }
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write("{file}: {rows} rows, {bytes} bytes, as of {day}.".format(**told))


def watched(rows, words: str, total: int, size=len):
    """A progress bar on stderr, where that is a terminal."""
    return tqdm(rows, desc=words, total=total or None, file=sys.stderr, leave=False, disable=None)
