"""What the three import commands share: their arguments, their progress, their last words."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from students.imports import runs
from students.imports.options import Options
from students.imports.outcomes import Summary
from students.imports.places import WORDS
from students.imports.problems import Problem, folded
from students.imports.readers.encodings import CHOICES
from students.imports.refusals import ImportRefused
from students.imports.registers import SUBJECT_MEND
from students.imports.watching import one
from students.management.reading import add_reading_arguments, readings_of
from students.management.registers import RegisterCommand
from students.models.disks import is_full

OPTIONS = (
    (WORDS["institution"].say, "Give --institution CODE."),
    (WORDS["term"].say, "Give --term CODE."),
    (SUBJECT_MEND, "Give --subject CODE."),
)


def watched(iterable, words: str, total: int, size=one):
    """A progress bar on stderr, where that is a terminal."""
    hidden = not sys.stderr.isatty()
    with tqdm(desc=words, total=total or None, file=sys.stderr, leave=False, disable=hidden) as bar:
        for item in iterable:
            yield item
            bar.update(size(item))


def tell(command: BaseCommand, summary: Summary, as_json: bool):
    """The summary on stdout, problems on stderr; CommandError when nothing was stored for them."""
    for sentence in summary.alarms:
        command.stderr.write(f"Alarm: {sentence}")
    for sentence in folded(summary.problems):
        command.stderr.write(sentence)
    for words in options_for(summary.problems):
        command.stderr.write(words)
    for sentence in summary.proposals:
        command.stderr.write(f"Proposed: {sentence}")
    if as_json:
        command.stdout.write(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        for sentence in summary.sentences():
            command.stdout.write(sentence)
    if summary.refused:
        what = "alarms" if summary.stopped else "problems"
        raise CommandError(f"Nothing was stored; the {what} are listed above.")


def options_for(problems: Iterable[Problem]) -> list[str]:
    """The options by which a command says what a page asks for in a field."""
    asked = {one.mend for one in problems if one.row is None}
    return [words for mend, words in OPTIONS if str(mend) in asked]


class ImportCommand(RegisterCommand):
    """One kind of file in; a subclass names the `kind` and may add arguments."""

    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV, XLSX, XLS or ODS; its header names roll_no.")
        parser.add_argument(
            "--institution", metavar="CODE", help="The institution, where there are several."
        )
        parser.add_argument("--term", metavar="CODE", help="The term, where there are several.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Show what would be stored, store nothing."
        )
        parser.add_argument(
            "--no-create",
            action="store_true",
            help="Make no student, branch, batch or subject; refuse rows that would need one.",
        )
        parser.add_argument(
            "--skip-refused",
            action="store_true",
            help="Store the good rows although others are refused.",
        )
        parser.add_argument(
            "--stop-on-alarm",
            action="store_true",
            help="Store nothing when the file looks like the wrong one (many marks changed, a "
            "mean far off, many absent); without it a terminal is asked, a script is told.",
        )
        parser.add_argument("--sheet", default="", help="The sheet of a workbook with several.")
        parser.add_argument(
            "--encoding", default="", choices=CHOICES, help="Of a text file that is not UTF-8."
        )
        parser.add_argument(
            "--ids-as-shown",
            action="store_true",
            help="Take roll numbers that a workbook keeps as numbers as they are shown.",
        )
        add_reading_arguments(parser)
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        try:
            summary = runs.read_and_run(
                self.kind,
                lambda: content_of(path),
                path.name,
                institution=options["institution"],
                term=options["term"],
                options=self.chosen(options),
                skip_refused=options["skip_refused"],
                dry_run=options["dry_run"],
                agreed=stopping if options["stop_on_alarm"] else self.asked,
                watch=watched,
            )
        except ImportRefused as refusal:
            summary = Summary(self.kind, path.name, problems=refusal.problems)
        except (DatabaseError, OSError) as error:
            if not is_full(error):
                raise
            raise CommandError("The disk is full. Nothing was stored; make room first.") from error
        tell(self, summary, options["json"])

    def asked(self, alarms: tuple[str, ...]) -> bool:
        """Whether to store despite these alarms: a person at a terminal says, a script goes on."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return runs.going_on(alarms)
        self.stderr.write("\n".join(alarms))
        return input("This looks like the wrong file. Store it? [y/N] ").strip().lower() == "y"

    def chosen(self, options: dict) -> Options:
        """The options of the import as they were given."""
        return Options(
            create=not options["no_create"],
            publish=options.get("publish", False),
            encoding=options["encoding"],
            sheet=options["sheet"],
            ids_as_shown=options["ids_as_shown"],
            **readings_of(options),
        )


def stopping(alarms: tuple[str, ...]) -> bool:
    """Store nothing."""
    return False


def content_of(path: Path) -> bytes:
    """The bytes of a file; CommandError in a sentence when it cannot be read or is too large."""
    try:
        if path.is_dir():
            raise CommandError(f"{path} is a folder, not a file.")
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise CommandError(
                f"{path} is larger than {settings.IMPORT_MAX_BYTES // 2**20} MB. Split it, or set "
                "IMPORT_MAX_MB."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {path}.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
