"""Training: learn from all finished terms but the last, prove it on the last, keep the version."""

import datetime
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version as installed

import numpy as np
from django.db import transaction
from django.db.models import Max

from analytics.models import ModelVersion
from analytics.prediction import evaluations
from analytics.prediction.activations import activate, lock
from analytics.prediction.artifacts import stored
from analytics.prediction.audits import audit
from analytics.prediction.checks import usable
from analytics.prediction.code_versions import code_version
from analytics.prediction.cohorts import Cohort, cohort, past_terms
from analytics.prediction.comparisons import difference
from analytics.prediction.evaluations import Test, evaluation, tests
from analytics.prediction.fingerprints import fingerprint
from analytics.prediction.measures import Interval
from analytics.prediction.refusals import NotEnoughHistoryError, OvertakenError
from analytics.prediction.samples import outcome_of
from analytics.prediction.scales import scales
from analytics.prediction.versions import inputs_for, stage_on
from students.models import Enrolment, Institution, Term
from students.models.ends import ended
from students.models.taken_subjects import enrol_takers

WEEKS = (0, 2, 4, 6, 8, 12, 16, 20, 24)
ROUNDS = 300
TOO_FEW = (
    "Not enough history: too few students failed or left, or too few did not. The rules stand."
)
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
    """A new version, in use where it is proven better; NotEnoughHistoryError where it cannot be.

    OvertakenError where another version was put to use while this one was trained.
    """
    enrol_takers(Term.objects.filter(institution=institution, ends_on__lt=today))
    past_ones, last = window(institution, today)
    _refuse_few(target, past_ones, [last])
    past, test = cohort(past_ones), cohort([last])
    found = list(tests_there_are(past, test, target, watched(WEEKS)))
    if not found:
        raise NotEnoughHistoryError(TOO_FEW)
    active = ModelVersion.objects.active(institution, target)
    compared = compare(usable(active), last, found, test.students)
    measures = evaluation(found, ROUNDS) | {
        "left_out": past.undated + test.undated,
        "scales": scales(past.courses, [test.week for test in found]),
    }
    version = ModelVersion(
        institution=institution,
        target=target,
        **window_facts(past_ones, last),
        **learnt_facts(found, test.students),
        measures=measures,
        compared={name: one.as_json() for name, one in compared.items()},
        verdict=verdict_of(usable(active), compared),
    )
    return keep(version, active, by)


def _refuse_few(target: str, *cohorts: list[Term]):
    """Before their courses are read, which takes long: not all whose end is known can be judged."""
    for terms in cohorts:
        told = ended(Enrolment.objects.filter(result__term__in=terms)).values()
        found = [outcome_of(target, one) for one in told]
        if min(found.count(1.0), found.count(0.0)) < evaluations.FEWEST:
            raise NotEnoughHistoryError(TOO_FEW)


def window(institution: Institution, today: datetime.date) -> tuple[list[Term], Term]:
    """The terms to learn from, and the last one, to prove it by: all of them over before it began.

    NotEnoughHistoryError where there are none.
    """
    terms = list(past_terms(today).filter(institution=institution))
    past = [term for term in terms if term.ends_on < terms[-1].starts_on]
    if not past:
        raise NotEnoughHistoryError(
            f"Not enough history: {len(terms)} finished terms have students in subjects, and two "
            "are needed, one to learn from and a later one, begun after its end, to prove it by. "
            "The rules stand."
        )
    return past, terms[-1]


def tests_there_are(past: Cohort, last: Cohort, target: str, weeks: Iterable[int]):
    """The tests of those weeks for which enough outcomes are known."""
    for week in weeks:
        try:
            yield from tests(past, last, target, (week,))
        except NotEnoughHistoryError:
            continue


def window_facts(past: list[Term], last: Term) -> dict:
    return {
        "train_terms": [term.code for term in past],
        "test_terms": [last.code],
        "data_from": min(term.starts_on for term in past),
        "data_to": max(term.ends_on for term in past),
    }


def learnt_facts(found: list[Test], students: dict[int, int]) -> dict:
    """What a version keeps of its learners and of what learnt them."""
    artifact = stored([test.stage for test in found])
    libraries = {name: installed(name) for name in LIBRARIES}
    return {
        "students": found[0].learnt_from,
        "inputs": list(found[0].stage.names),
        "code_version": code_version(),
        "libraries": libraries | {"python": platform.python_version()},
        "sha256": fingerprint(artifact),
        "artifact": artifact,
        "groups": [{"week": test.week, "groups": audited(test, students)} for test in found],
    }


@transaction.atomic
def keep(version: ModelVersion, active: ModelVersion | None, by) -> ModelVersion:
    """Number and store a version compared with the active one; use it where it has earned it."""
    lock(version.institution)
    if ModelVersion.objects.active(version.institution, version.target) != active:
        raise OvertakenError(
            "Another version was put to use or out of it during the training: train anew."
        )
    version.number = _next_number(version.institution, version.target)
    version.save()
    if version.verdict == Verdict.BETTER:
        activate(version, str(Verdict.BETTER.label), by)
    return version


def audited(test: Test, students: dict[int, int]) -> list[dict]:
    enrolments = test.sample.enrolments
    whose = np.array([students[int(one)] for one in enrolments])
    return audit(enrolments, whose, test.guess, test.sample.outcome)


def compare(
    active: ModelVersion | None, last: Term, found: list[Test], students: dict[int, int]
) -> dict[str, Compared]:
    """To the rule; and to the version in use where that had not learnt from the last term."""
    others = {"rule": [test.guesses["rule"] for test in found]}
    if active and active.data_to < last.starts_on:
        others["active"] = [_guess(active, test) for test in found]
    return {name: Compared(*difference(found, of, students)) for name, of in others.items()}


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
