"""nightly: alerts, digests, key figures, reports that are due, models and guesses."""

import datetime
import json
import sys
from collections import Counter

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.alerts.dry_runs import dry_night
from analytics.alerts.nights import Night, night
from analytics.alerts.posting import Post, obstacle
from analytics.deliveries.nights import Delivered, deliver, due_schedules, give_up_mails
from analytics.kpis.nights import Kept, keep
from analytics.prediction.retraining import Retrained, retrain
from students.imports.camera_consents import delete_expired
from students.management.registers import RegisterCommand
from students.models import Door, Institution
from students.models.changes import acting
from students.models.spreads import learn_spreads

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
        "Look for what each institution's rules of alerts find, and send the digests that are due; "
        "then delete what cameras counted and is past its day, "
        "keep the day's key figures, make the reports that are due, train models anew where a "
        "term has finished, guess for all who study, and let SQLite look at its indexes "
        "anew. "
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
            "--no-predictions", action="store_true", help="Train nothing and guess nothing."
        )
        parser.add_argument(
            "--json", action="store_true", help="Give the summary as JSON, alone on stdout."
        )

    def handle(self, *args, **options):
        today = options["as_of"] or timezone.localdate()
        if today > timezone.localdate():
            raise CommandError("--as-of is a day to come; nobody knows what it brings.")
        with acting(door=Door.COMMAND):
            found = self._run(today, options)
            gone = None if options["dry_run"] else delete_expired(today)
            kept = None if options["dry_run"] else keep(today, Institution.objects.all(), watched)
            delivered = self._deliver(today, options)
            guessed = self._guess(today, options)
        if not options["dry_run"]:
            learn_spreads()
        if gone and not options["json"]:
            self.stdout.write(f"Sessions of measured rooms, deleted on their day: {gone}.")
        self._tell(found, kept, delivered, guessed, gone, options["json"])

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

    def _deliver(self, today: datetime.date, options: dict) -> Delivered:
        """After the key figures, which reports show."""
        if options["dry_run"]:
            return Delivered(today, Counter(due=len(due_schedules(today))))
        blocked = obstacle()
        post = None if options["no_mail"] or blocked else Post(stream=sys.stderr)
        try:
            delivered = deliver(today, post, watched)
        finally:
            if post:
                post.close()
        if blocked and not options["no_mail"]:
            give_up_mails()
        return delivered

    def _guess(self, today: datetime.date, options: dict) -> Retrained | None:
        """After the mails, which do not wait for it."""
        if options["no_predictions"]:
            return None
        return retrain(today, watched, options["dry_run"])

    def _tell(
        self,
        found: Night,
        kept: Kept | None,
        delivered: Delivered,
        guessed: Retrained | None,
        gone: int | None,
        as_json: bool,
    ):
        parts = [one for one in (found, kept, delivered, guessed) if one]
        problems = [problem for one in parts for problem in one.problems]
        for problem in problems:
            self.stderr.write(problem)
        if as_json:
            told = as_dict(found) | {"predictions": guessed and guessed.as_json()}
            told |= {"kpis": kept.as_json()} if kept else {}
            told |= {} if gone is None else {"rooms": {"sessions_deleted": gone}}
            told |= {"reports": delivered.as_json(), "problems": problems}
            self.stdout.write(json.dumps(told))
        else:
            lines = [*sentences(found), *of_kpis(kept), *of_reports(delivered, found.dry_run)]
            lines += of_models(guessed, found.dry_run)
            self.stdout.write("\n".join(lines))
        if problems:
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


def of_kpis(kept: Kept | None) -> list[str]:
    """How many key figures were kept, in words; nothing where none could be."""
    count = sum(kept.kept.values()) if kept else 0
    return [f"Key figures: {count} kept."] if count else []


def of_reports(delivered: Delivered, dry_run: bool) -> list[str]:
    """How many reports were made, or would be, in words; nothing where none is due."""
    counts = delivered.counts
    if dry_run:
        return [f"Reports: {counts['due']} would be made."] if counts["due"] else []
    names = ("made", "failed", "mailed", "stopped", "removed")
    told = [f"{counts[name]} {name}" for name in names if counts[name]]
    return [*([f"Reports: {', '.join(told)}."] if told else []), *delivered.notes]


def of_models(guessed: Retrained | None, dry_run: bool) -> list[str]:
    """What became of the models, in words; nothing where nobody has any."""
    if guessed is None or not guessed.ready:
        return []
    lines = [f"Due to be trained: {one}." for one in guessed.due] if dry_run else []
    for one in guessed.versions:
        told = one.get_verdict_display()
        lines.append(f"{one.institution.code}: {one} was trained. {told}.")
    if guessed.made or guessed.unchanged:
        lines.append(f"Guesses: {guessed.made} made, {guessed.unchanged} stood already.")
    return [*lines, *guessed.waiting]


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
