"""learn_demo: learn from the demo's finished terms and guess for its newest one."""

import datetime

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.management.optional import PredictionCommand
from students.models import Institution, Term

DEMO = "DEMO"
WEEKS_BACK = (8, 4, 2, 0)  # so that there is a course over time to be seen


class Command(PredictionCommand):
    help = (
        "Learn from the demo's finished terms who fails or withdraws, prove it on the last of "
        "them, and guess for the students of its newest term as known now and some weeks ago. "
        "Takes a minute or two of one core with 600 students."
    )

    def add_arguments(self, parser):
        parser.add_argument("--target", choices=("at_risk", "fail", "dropout"), default="at_risk")

    def handle(self, *args, target, **options):
        from analytics.models import ModelVersion
        from analytics.prediction.checks import usable
        from analytics.prediction.refusals import CohortMissingError
        from analytics.prediction.scoring import score
        from analytics.prediction.training import train

        college = Institution.objects.filter(code=DEMO).first()
        if college is None:
            raise CommandError("There is no demo: seed_demo makes it.")
        newest = college.terms.first()
        last = ModelVersion.objects.filter(institution=college, target=target).first()
        if usable(last) is None:  # also after an upgrade; what was learnt stays learnt
            self.stderr.write("Learning from the demo's finished terms; the pages work meanwhile.")
            try:
                train(college, target, newest.starts_on, watched)
            except CohortMissingError as error:
                raise CommandError(str(error)) from error
        in_use = usable(ModelVersion.objects.active(college, target))
        if in_use is None:
            self.stdout.write("No version beat the rules: nothing is guessed, the rules stand.")
            return
        made = sum(score([in_use], day).made for day in watched(days(newest)))
        self.stdout.write(f"{in_use} is in use, and has made {made} predictions.")


def days(term: Term) -> list[datetime.date]:
    """Those to guess as of, the last being yesterday or the last of the term."""
    last = min(timezone.localdate() - datetime.timedelta(days=1), term.ends_on)
    found = (last - datetime.timedelta(weeks=weeks) for weeks in WEEKS_BACK)
    return [day for day in found if day >= term.starts_on]


def watched(rows):
    """A progress bar on stderr, where that is a terminal."""
    return tqdm(rows, disable=None)
