"""evaluate_model: how well guesses learnt from some cohorts do in later ones."""

import argparse
import json

from django.core.management.base import CommandError
from tqdm import tqdm

from analytics.management.optional import PredictionCommand
from students.models import Term
from students.models.taken_subjects import enrol_takers

TARGETS = ("at_risk", "fail", "dropout")
ROUNDS = 1000


def cohorts_in(text: str) -> list[str]:
    """The cohorts of a list with commas."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("name at least one, such as 2013B")
    return names


def weeks_in(text: str) -> list[int]:
    """The weeks of a list with commas, each 0 or more."""
    try:
        weeks = [int(week) for week in text.split(",")]
    except ValueError:
        weeks = [-1]
    if min(weeks) < 0:
        raise argparse.ArgumentTypeError("whole numbers from 0 on, such as 0,2,4")
    return weeks


class Command(PredictionCommand):
    help = (
        "Learn from the students of some cohorts (terms) and guess what became of those of others, "
        "as known when so many weeks had passed, of those still enrolled then. No version is kept. "
        "AUC, Brier score and calibration error (15 bins of equal count) come with the interval of "
        "resampled students, and beside them those of the baselines. A week of which too little "
        "is known has none, and the reason."
    )

    def add_arguments(self, parser):
        parser.add_argument("--target", choices=TARGETS, default="at_risk")
        parser.add_argument("--train", type=cohorts_in, required=True, metavar="2013B")
        parser.add_argument("--test", type=cohorts_in, required=True, metavar="2013J")
        parser.add_argument(
            "--weeks", type=weeks_in, default=[0, 2, 4, 8, 12, 20], metavar="0,2,4,8,12,20"
        )
        parser.add_argument(
            "--institution", help="code, where several institutions have cohorts of this name"
        )
        parser.add_argument(
            "--rounds", type=int, default=ROUNDS, help="resamplings per interval; 0: no intervals"
        )
        parser.add_argument("--json", action="store_true", help="all measures as JSON on stdout")

    def handle(self, *args, target, weeks, rounds, **options):
        from analytics.prediction.evaluations import evaluated
        from analytics.prediction.refusals import CohortMissingError

        train, test = options["train"], options["test"]
        try:
            cohorts = cohorts_of(train, test, options["institution"])
            # disable=None: no bar where stderr is not a terminal.
            watched = tqdm(weeks, unit="week", disable=None)
            found = evaluated(*cohorts, target, watched, rounds)
        except CohortMissingError as error:
            raise CommandError(str(error)) from error
        left_out = {"train": cohorts[0].undated, "test": cohorts[1].undated}
        said = {"target": target, "train": train, "test": test, "left_out": left_out} | found
        self.stdout.write(json.dumps(said) if options["json"] else _table(found))
        for row in found["weeks"]:
            if "reason" in row:
                self.stderr.write(f"Week {row['week']}: {row['reason']}")
        if any(left_out.values()):
            self.stderr.write(
                f"Left out, because nothing is known of them by week or day: {left_out['train']} "
                f"enrolments to learn from, {left_out['test']} to test by."
            )
        if all("reason" in row for row in found["weeks"]):
            raise CommandError("No week could be evaluated; why not is said above.")


def cohorts_of(train: list[str], test: list[str], institution: str | None):
    """Both cohorts; CommandError where a term is in both."""
    from analytics.prediction.cohorts import cohort, terms_named

    learnt, tested = terms_named(train, institution), terms_named(test, institution)
    if {term.pk for term in learnt} & {term.pk for term in tested}:
        raise CommandError("A cohort cannot test what was learnt from it: name different ones.")
    enrol_takers(Term.objects.filter(pk__in=[term.pk for term in (*learnt, *tested)]))
    return cohort(learnt), cohort(tested)


def _table(found: dict) -> str:
    lines = [f"{'week':>4} {'n':>7} {'AUC':>6} {'Brier':>6} {'ECE':>6}   AUC of the baselines"]
    for place, row in enumerate(found["weeks"]):
        others = ", ".join(
            f"{name} {_shown(rows[place]['auc'])}" for name, rows in found["baselines"].items()
        )
        figures = " ".join(f"{_shown(row[name]):>6}" for name in ("auc", "brier", "ece"))
        lines.append(f"{row['week']:>4} {_counted(row['n']):>7} {figures}   {others}")
    return "\n".join(lines)


def _counted(n: int | None) -> str:
    return "–" if n is None else str(n)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
