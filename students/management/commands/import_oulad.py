"""Import the Open University Learning Analytics Dataset."""

import argparse
import json
import time
from pathlib import Path

from django.core.management.base import CommandError

from students.imports.oulad.runs import Outcome, import_folder
from students.imports.problems import folded
from students.imports.refusals import ImportRefused
from students.management.importing import watched
from students.management.registers import RegisterCommand


def presentations_in(text: str) -> list[str]:
    """The presentations of a list with commas."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("name at least one, such as 2013J")
    return names


class Command(RegisterCommand):
    help = (
        "Import the Open University Learning Analytics Dataset: a folder with courses, vle, "
        "assessments, studentInfo, studentRegistration, studentAssessment and studentVle, as .csv "
        "or .csv.gz. A presentation becomes a term, a module a subject, clicks are summed up by "
        "week. Students get their number as roll number. Running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--presentations",
            type=presentations_in,
            default=[],
            metavar="2013B,2013J",
            help="only these; without it all the folder has",
        )
        parser.add_argument(
            "--institution", default="OU", metavar="CODE", help="made if it is not there (OU)"
        )
        parser.add_argument("--json", action="store_true", help="the outcome as JSON on stdout")

    def handle(self, *args, folder: Path, presentations: list[str], institution: str, **options):
        started = time.monotonic()
        try:
            outcome = import_folder(folder, institution, presentations, watched)
        except ImportRefused as refusal:
            for sentence in folded(refusal.problems):
                self.stderr.write(sentence)
            raise CommandError("Not stored; the reasons are listed above.") from refusal
        self._tell(outcome, time.monotonic() - started, options["json"])

    def _tell(self, outcome: Outcome, seconds: float, as_json: bool):
        if as_json:
            said = outcome.as_json() | {"seconds": round(seconds, 1)}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for sentence in outcome.sentences():
            self.stdout.write(sentence)
        self.stdout.write(f"{outcome.clicks:,} rows of clicks, {seconds:.0f} s.")
