"""Training anew by itself: when a term has finished since, or the code that learnt is another."""

import datetime
import logging
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import transaction

from analytics.models import ModelVersion, Target
from analytics.prediction import packages
from analytics.prediction.checks import OTHER_CODE, OTHER_LEARNER, fault, is_outdated
from analytics.prediction.refusals import CohortMissingError
from students.models import Enrolment, Institution, Term
from students.models.ends import ended
from students.models.taken_subjects import enrol_takers

LOG = logging.getLogger(__name__)
SETTLED = 0.9  # of the outcomes of a finished term known: then it is learnt from
PATIENCE = datetime.timedelta(days=90)  # after which what is known has to do
ERROR = "{}: no model was learnt for {}, an error: {}. The next run tries again."
NOT_GUESSED = "{}: {} could not guess, an error: {}. The next run tries again."
HEAVY = ("artifact", "measures", "groups")


@dataclass
class Retrained:
    """What a run did: versions learnt, guesses made, and sentences on what was not learnt.

    `waiting` is told of what is not ripe yet, or guesses no more until it is; `problems` is what
    somebody should look at.
    `ready` is False where what is needed is not installed: then nothing was done.
    """

    ready: bool = True
    due: list[str] = field(default_factory=list)
    versions: list[ModelVersion] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    made: int = 0
    unchanged: int = 0

    def as_json(self) -> dict:
        """What happened in plain values."""
        trained = [
            {
                "institution": one.institution.code,
                "target": one.target,
                "number": one.number,
                "verdict": one.verdict,
            }
            for one in self.versions
        ]
        counted = {"made": self.made, "unchanged": self.unchanged}
        told = {"ready": self.ready, "due": self.due, "trained": trained}
        return told | {"waiting": self.waiting, "guesses": counted}


def retrain(today: datetime.date, watch: Callable, dry_run: bool = False) -> Retrained:
    """Train what is due, then guess for all who study, by the versions in use.

    With `dry_run` it is only said what is due. Every training is a transaction of its own.
    """
    done = Retrained(ready=packages.are_there())
    if not done.ready:
        return done
    for institution, target in watch(list(_pairs()), "models"):
        reason = _due(institution, target, today, done, dry_run)
        if not reason:
            continue
        done.due.append(f"{institution.code}, {target}: {reason}")
        if not dry_run:
            _train(institution, target, today, done)
    if not dry_run:
        _score(today, watch, done)
    return done


def why_due(institution: Institution, target: str, today: datetime.date) -> str:
    """Why a model should be learnt anew; "" where there is no reason to.

    NotEnoughHistoryError where none can be learnt, NotSettledError where it is too early to.
    """
    from analytics.prediction.training import window

    past, last = window(institution, today)
    newest = ModelVersion.objects.filter(institution=institution, target=target)
    newest = newest.defer(*HEAVY).first()
    if newest is None:
        _refuse_unsettled(last, today)
        return "no model was learnt yet"
    if (newest.train_terms, newest.test_terms) != ([term.code for term in past], [last.code]):
        _refuse_unsettled(last, today)
        return f"{last.code} has finished since"
    return "it was learnt by other code" if is_outdated(newest) else ""


class NotSettledError(CohortMissingError):
    """A term is over, and of too many of its students it is not known what became of them."""


def _refuse_unsettled(last: Term, today: datetime.date):
    from analytics.prediction.samples import STAYED

    if today > last.ends_on + PATIENCE:
        return
    enrol_takers(Term.objects.filter(pk=last.pk))  # a mark says how somebody's enrolment ended
    outcomes = ended(Enrolment.objects.filter(result__term=last)).values()
    known = sum(one not in ("", STAYED) for one in outcomes)
    if known < SETTLED * len(outcomes):
        raise NotSettledError(
            f"{last.code} is over, and of {len(outcomes)} enrolments it is known of {known} how "
            "they ended: waiting for the marks."
        )


def _pairs() -> Iterator[tuple[Institution, str]]:
    for institution in Institution.objects.order_by("code_key"):
        for target in Target.values:
            yield institution, target


def _due(
    institution: Institution, target: str, today: datetime.date, done: Retrained, dry_run: bool
) -> str:
    try:
        with transaction.atomic() if dry_run else nullcontext():
            reason = why_due(institution, target, today)
            if dry_run:  # nor is anybody enrolled
                transaction.set_rollback(True)
        return reason
    except NotSettledError as error:
        done.waiting.append(f"{institution.code}, {target}: {error}")
    except CohortMissingError:  # two finished terms are needed: nothing to tell of every night
        pass
    except Exception as error:  # the others are looked at
        _note(error, ERROR, institution, target, done)
    return ""


def _train(institution: Institution, target: str, today: datetime.date, done: Retrained):
    from analytics.prediction.training import train

    try:
        done.versions.append(train(institution, target, today))
    except CohortMissingError as error:
        done.waiting.append(f"{institution.code}, {target}: {error}")
    except Exception as error:  # the others have their models
        _note(error, ERROR, institution, target, done)


def _score(today: datetime.date, watch: Callable, done: Retrained):
    """As known yesterday, the last day that is over; where nothing is new nothing is stored."""
    for institution, target in _pairs():
        version = ModelVersion.objects.active(institution, target)
        if version and fault(version) in (OTHER_CODE, OTHER_LEARNER):
            done.waiting.append(_why_silent(version))  # it was said why no other is in use
        elif version:
            _score_by(version, today, watch, done)


def _score_by(version: ModelVersion, today: datetime.date, watch: Callable, done: Retrained):
    from analytics.prediction.scoring import score

    yesterday = today - datetime.timedelta(days=1)
    try:
        scored = score([version], yesterday, lambda courses: watch(courses, "courses"))
    except Exception as error:  # the others make theirs
        _note(error, NOT_GUESSED, version.institution, version, done)
        return
    done.made += scored.made
    done.unchanged += scored.unchanged
    done.problems += [f"{version.institution.code}: {sentence}" for sentence in scored.refused]


def _note(error: Exception, words: str, institution: Institution, of, done: Retrained):
    """Within the handling of an error: its traceback to the log, a sentence to the report."""
    LOG.exception("prediction at institution %s: %s", institution.pk, of)
    done.problems.append(words.format(institution.code, of, type(error).__name__))


def _why_silent(version: ModelVersion) -> str:
    """Why one in use that is outdated was followed by no other: told, and no fault every night."""
    newest = ModelVersion.objects.filter(institution=version.institution, target=version.target)
    newest = newest.defer(*HEAVY).first()
    words = f"{version.institution.code}: {version} was learnt by other code and guesses no more"
    if is_outdated(newest):
        return f"{words}. The rules stand until another can be trained."
    return f"{words}. {newest} is not used: {newest.get_verdict_display()}. The rules stand."
