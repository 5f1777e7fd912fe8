"""train_model: learn from finished terms, prove it on the last one, use it where it is better."""

import datetime
import json

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from analytics.management.optional import PredictionCommand
from students.models import Institution
from students.rules.keys import key_of

TARGETS = ("fail", "dropout", "at_risk")


class Command(PredictionCommand):
    help = (
        "Learn from all finished terms of an institution but the last, prove it on the last, and "
        "keep the version with its measures. It is put to use only where it is proven better than "
        "the rules and than the version in use; otherwise it is kept, shown and not used."
    )

    def add_arguments(self, parser):
        parser.add_argument("--target", choices=TARGETS, required=True)
        parser.add_argument("--institution", help="code; default: every one with students")
        parser.add_argument(
            "--as-of",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="learn only from terms that were over before this day; default: today",
        )
        parser.add_argument("--json", action="store_true", help="a summary as JSON on stdout")

    def handle(self, *args, target, **options):
        from analytics.prediction.refusals import CohortMissingError
        from analytics.prediction.training import train

        today = options["as_of"] or timezone.localdate()
        trained, refused = [], []
        institutions = list(institutions_named(options["institution"]))
        if not institutions:
            raise CommandError("There are no students yet: there is nothing to learn from.")
        for institution in institutions:
            try:
                trained.append(train(institution, target, today, _watched))
            except CohortMissingError as error:
                refused.append(f"{institution.code}: {error}")
        if options["json"]:
            said = {"versions": [summary(version) for version in trained], "refused": refused}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._tell(trained, refused)
        if not trained:
            raise CommandError("Nothing was trained.")

    def _tell(self, trained, refused):
        for version in trained:
            told = summary(version)
            rule = told["compared"]["rule"]
            low, high = rule["interval"]
            self.stdout.write(
                f"{told['institution']}: {version.target} {version.number}, learnt from "
                f"{', '.join(version.train_terms)}, proven on {', '.join(version.test_terms)}. "
                f"Brier score against the rules {rule['difference']:+.4f} ({low:+.4f} to "
                f"{high:+.4f}). {version.get_verdict_display()}: "
                f"{'in use' if told['active'] else 'kept, not used'}."
            )
            if told["left_out"]:
                self.stderr.write(
                    f"{told['left_out']} enrolments were left out: nothing is known of them by "
                    "week or day."
                )
        for sentence in refused:
            self.stderr.write(sentence)


def institutions_named(code: str | None):
    """The institution of a code, or all with students; CommandError where there is none."""
    rows = Institution.objects.order_by("code_key")
    if code is None:
        return rows.filter(terms__results__isnull=False).distinct()
    found = rows.filter(code_key=key_of(code))
    if not found:
        raise CommandError(f"There is no institution “{code}”.")
    return found


def summary(version) -> dict:
    """A version in plain values, with what is measured of it by week."""
    weeks = [
        {name: row[name] for name in ("week", "n", "auc", "brier", "ece")}
        for row in version.measures["weeks"]
    ]
    return {
        "institution": version.institution.code,
        "target": version.target,
        "number": version.number,
        "train": version.train_terms,
        "test": version.test_terms,
        "weeks": weeks,
        "compared": version.compared,
        "verdict": version.verdict,
        "left_out": version.measures["left_out"],
        "active": version.activations.exists(),
        "sha256": version.sha256,
    }


def _watched(weeks):
    # disable=None: no bar where stderr is not a terminal.
    return tqdm(weeks, unit="week", disable=None)
