"""make_mark_sheets: give out the mark sheets of a term, or of one batch of it, as one PDF."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from analytics.mark_sheets.drawing import pdf_of
from analytics.mark_sheets.issuing import address_of, give_out
from students.management.registers import RegisterCommand
from students.models import Batch, Door, Institution, Term, TermResult
from students.models.changes import acting
from students.models.waits import retrying
from students.rules.keys import key_of


class Command(RegisterCommand):
    help = (
        "Give out the mark sheets of a term, or of one batch of it, in one PDF: a page for each "
        "student with published marks. A sheet that was given out before and still says the same "
        "is printed again, with its code. BASE_URL has to be set: the address that verifies a "
        "sheet stands on it. It exits with 1 where nobody gets one."
    )

    def add_arguments(self, parser):
        parser.add_argument("--institution", metavar="CODE", required=True)
        parser.add_argument("--term", metavar="CODE", required=True)
        parser.add_argument("--batch", metavar="CODE", help="This batch alone.")
        parser.add_argument("--out", metavar="FILE", required=True, type=Path)
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        if not settings.BASE_URL:
            raise CommandError("BASE_URL is not set: nobody could verify the sheets.")
        results = chosen(options)
        with acting(door=Door.COMMAND):
            given = retrying(lambda: give_out(results.values_list("pk", flat=True), by=None))
        for roll_no, reason in given.refused:
            self.stderr.write(f"{roll_no}: {reason}")
        if not given.sheets:
            raise CommandError("Nobody has published marks there: no file was written.")
        options["out"].write_bytes(pdf_of([(one, address_of(one)) for one in given.sheets]))
        counts = {"sheets": len(given.sheets), "refused": len(given.refused)}
        if options["json"]:
            self.stdout.write(json.dumps(counts | {"file": str(options["out"])}))
        else:
            self.stdout.write(f"{counts['sheets']} mark sheets in {options['out']}.")


def chosen(options):
    """The results meant; CommandError for a code that is not there."""
    place = found(Institution.objects.all(), "institution", options["institution"])
    term = found(Term.objects.filter(institution=place), "term", options["term"])
    results = TermResult.objects.in_term().filter(term=term)
    if not options["batch"]:
        return results
    batches = Batch.objects.filter(institution=place)
    return results.filter(batch=found(batches, "batch", options["batch"]))


def found(rows, word: str, code: str):
    """The row of this code; CommandError without one."""
    row = rows.filter(code_key=key_of(code)).first()
    if row is None:
        raise CommandError(f"There is no {word} {code}.")
    return row
