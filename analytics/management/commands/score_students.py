"""score_students: guess how studies end for all who are studying, by the versions in use."""

import datetime
import json

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.management.optional import PredictionCommand
from analytics.models import ModelVersion, Target
from students.models import Institution
from students.rules.keys import key_of


class Command(PredictionCommand):
    help = (
        "Guess how their studies end for all who are enrolled in courses of a running term, as "
        "known when the last whole week was over, by the versions in use; whose end was known by "
        "the day is left out. Running it again stores nothing where nothing changed. Without a "
        "version in use the rules alone speak."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--as-of",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="default: yesterday, the last day that is over",
        )
        parser.add_argument("--institution", help="code; default: all of them")
        parser.add_argument("--json", action="store_true", help="a summary as JSON on stdout")

    def handle(self, *args, **options):
        from analytics.prediction.scoring import score

        today = timezone.localdate()
        as_of = options["as_of"] or today - datetime.timedelta(days=1)
        if as_of >= today:
            raise CommandError("--as-of is a day that is not over; what it brings is not known.")
        versions = versions_in_use(options["institution"])
        done = score(versions, as_of, _watched)
        if options["json"]:
            self.stdout.write(json.dumps({"as_of": as_of.isoformat()} | done.as_json()))
        elif not versions:
            self.stdout.write("No version is in use: nothing was guessed, the rules stand.")
        else:
            self.stdout.write(
                f"{done.made} predictions made as of the last whole week by {as_of}, "
                f"{done.unchanged} stood already, {done.not_enough} students without enough data, "
                f"{done.ended} whose end was known, in {done.courses} courses."
            )
        if done.refused:
            raise CommandError(" ".join(done.refused))


def versions_in_use(code: str | None) -> list[ModelVersion]:
    """The versions in use, of one institution or of all; CommandError for a code not there."""
    rows = Institution.objects.order_by("code_key")
    if code is not None:
        rows = rows.filter(code_key=key_of(code))
        if not rows:
            raise CommandError(f"There is no institution “{code}”.")
    found = (ModelVersion.objects.active(one, target) for one in rows for target in Target.values)
    return [version for version in found if version]


def _watched(courses):
    # disable=None: no bar where stderr is not a terminal.
    return tqdm(courses, unit="course", disable=None)
