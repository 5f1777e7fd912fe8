"""Training: learn from all finished terms but the last, prove it on the last, keep the version."""

import datetime
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version as installed

from django.db import transaction
from django.db.models import Max

from analytics.models import ModelVersion
from analytics.prediction.artifacts import fingerprint, stored
from analytics.prediction.audits import audit
from analytics.prediction.code_versions import code_version
from analytics.prediction.cohorts import Cohort, cohort, past_terms
from analytics.prediction.comparisons import difference
from analytics.prediction.evaluations import NotEnoughHistoryError, Test, evaluation, tests
from analytics.prediction.measures import Interval
from analytics.prediction.versions import activate, inputs_for, stage_on
from students.models import Institution, Term

WEEKS = (0, 2, 4, 6, 8, 12, 16, 20, 24)
ROUNDS = 300
LIBRARIES = ("scikit-learn", "skops", "numpy")

Verdict = ModelVersion.Verdict


@dataclass(frozen=True)
class Compared:
    """A mean Brier difference to another model, and its interval; below 0: this one is better."""

    difference: float
    interval: Interval

    @property
    def proven_better(self) -> bool:
        return self.interval.high < 0

    def as_json(self) -> dict:
        return {"difference": self.difference, "interval": [self.interval.low, self.interval.high]}


def train(
    institution: Institution, target: str, today: datetime.date, watched: Callable = iter, by=None
) -> ModelVersion:
    """A new version, in use where it is proven better; NotEnoughHistoryError where it cannot be."""
    terms = list(past_terms(today).filter(institution=institution))
    if len(terms) < 2:
        raise NotEnoughHistoryError(
            f"Not enough history: {len(terms)} finished terms have enrolments in courses, and two "
            "are needed, one to learn from and a later one to prove it by. The rules stand."
        )
    past, last = cohort(terms[:-1]), cohort(terms[-1:])
    found = list(tests_there_are(past, last, target, watched(WEEKS)))
    if not found:
        raise NotEnoughHistoryError(
            "Not enough history: too few students failed or left, or too few did not. "
            "The rules stand."
        )
    return keep(institution, target, terms, found, by)


def tests_there_are(past: Cohort, last: Cohort, target: str, weeks: Iterable[int]):
    """The tests of those weeks for which enough outcomes are known."""
    for week in weeks:
        try:
            yield from tests(past, last, target, (week,))
        except NotEnoughHistoryError:
            continue


@transaction.atomic
def keep(institution, target: str, terms: list[Term], found: list[Test], by) -> ModelVersion:
    """Store the version with its measures, and put it to use where it has earned it."""
    Institution.objects.select_for_update().get(pk=institution.pk)  # numbers follow one another
    active = ModelVersion.objects.active(institution, target)
    compared = compare(active, terms[-1], found)
    verdict = verdict_of(active, compared)
    artifact = stored([test.stage for test in found])
    version = ModelVersion.objects.create(
        institution=institution,
        target=target,
        number=_next_number(institution, target),
        train_terms=[term.code for term in terms[:-1]],
        test_terms=[terms[-1].code],
        data_from=min(term.starts_on for term in terms[:-1]),
        data_to=max(term.ends_on for term in terms[:-1]),
        students=found[0].learnt_from,
        inputs=list(found[0].stage.names),
        code_version=code_version(),
        libraries={name: installed(name) for name in LIBRARIES}
        | {"python": platform.python_version()},
        sha256=fingerprint(artifact),
        artifact=artifact,
        measures=evaluation(found, ROUNDS),
        groups=[{"week": test.week, "groups": audited(test)} for test in found],
        compared={name: one.as_json() for name, one in compared.items()},
        verdict=verdict,
    )
    if verdict == Verdict.BETTER:
        activate(version, Verdict.BETTER.label, by)
    return version


def audited(test: Test) -> list[dict]:
    return audit(test.sample.enrolments, test.guess, test.sample.outcome)


def compare(active: ModelVersion | None, last: Term, found: list[Test]) -> dict[str, Compared]:
    """To the rule; and to the version in use where that had not learnt from the last term."""
    compared = {"rule": Compared(*difference(found, [test.guesses["rule"] for test in found]))}
    if active and active.data_to < last.starts_on:
        compared["active"] = Compared(*difference(found, [_guess(active, test) for test in found]))
    return compared


def verdict_of(active: ModelVersion | None, compared: dict[str, Compared]) -> Verdict:
    if not compared["rule"].proven_better:
        return Verdict.NOT_BETTER_THAN_RULE
    if active is None:
        return Verdict.BETTER
    if "active" not in compared:
        return Verdict.NO_NEW_TERM
    better = compared["active"].proven_better
    return Verdict.BETTER if better else Verdict.NOT_BETTER_THAN_ACTIVE


def _guess(active: ModelVersion, test: Test):
    stage = stage_on(active, test.stage.day)
    return stage.chances(inputs_for(stage, test.sample.names, test.sample.values))


def _next_number(institution: Institution, target: str) -> int:
    versions = ModelVersion.objects.filter(institution=institution, target=target)
    return (versions.aggregate(last=Max("number"))["last"] or 0) + 1
