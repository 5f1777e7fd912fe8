"""nightly: raise the alerts that time has brought, and send the digests that are due."""

import datetime
import json
import sys

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.alerts.dry_runs import dry_night
from analytics.alerts.nights import Night, night
from analytics.alerts.posting import Post, obstacle
from students.management.registers import RegisterCommand
from students.models import Door
from students.models.changes import acting

OUTCOMES = {
    "sent": "sent",
    "failed": "failed",
    "nothing_new": "with nothing new",
    "without_address": "not sent, as the account has no address",
    "unknown": "of which nobody knows whether they arrived",
    "taken": "left to another run",
    "interrupted": "of an earlier run that died",
}


class Command(RegisterCommand):
    help = (
        "Look for what each institution's rules of alerts find, and send the digests that are due. "
        "Run it once a night: a second run, on this host or another, repeats nothing, and a run "
        "after a night that was missed makes up for it. It exits with 1 where an institution or a "
        "mail failed; everything else is done all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Show what would be done, store and send nothing.",
        )
        parser.add_argument(
            "--as-of",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="The day whose run is made up for, by what is stored now (default: today).",
        )
        parser.add_argument("--no-mail", action="store_true", help="Raise alerts, send no digests.")
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        today = options["as_of"] or timezone.localdate()
        if today > timezone.localdate():
            raise CommandError("--as-of is a day to come; nobody knows what it brings.")
        with acting(door=Door.COMMAND):
            found = self._run(today, options)
        self._tell(found, options["json"])

    def _run(self, today: datetime.date, options: dict) -> Night:
        if options["dry_run"]:
            return dry_night(today, watched)
        reason = "" if options["no_mail"] else obstacle()
        if reason:
            self.stderr.write(reason)
        post = Post(stream=sys.stderr)
        try:
            return night(today, post, not (options["no_mail"] or reason), watched)
        finally:
            post.close()

    def _tell(self, found: Night, as_json: bool):
        for problem in found.problems:
            self.stderr.write(problem)
        self.stdout.write(json.dumps(as_dict(found)) if as_json else "\n".join(sentences(found)))
        if found.problems:
            raise CommandError("Not everything could be done; what could not is named above.")


def watched(iterable, words: str):
    """A progress bar on stderr, where that is a terminal."""
    return tqdm(iterable, desc=words, file=sys.stderr, leave=False, disable=None)


def as_dict(found: Night) -> dict:
    """The summary as JSON has it."""
    return {
        "as_of": found.today.isoformat(),
        "dry_run": found.dry_run,
        "alerts": {one.institution: one.counts for one in found.raised},
        "digests": {name: found.sent.counts[name] for name in OUTCOMES},
        "problems": found.problems,
    }


def sentences(found: Night) -> list[str]:
    """The summary in words."""
    would = "would be raised" if found.dry_run else "raised"
    lines = []
    for one in found.raised:
        kinds = ", ".join(f"{count} {kind}" for kind, count in one.counts.items() if count)
        count = sum(one.counts.values())
        alerts = "1 alert" if count == 1 else f"{count} alerts"
        lines.append(f"{one.institution}: {alerts} {would}{f' ({kinds})' if kinds else ''}.")
    counts = found.sent.counts
    told = [f"{counts[name]} {words}" for name, words in OUTCOMES.items() if counts[name]]
    return [*lines, f"Digests: {', '.join(told) or 'none due'}."]
