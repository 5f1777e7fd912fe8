"""Training as a job: a version learnt and proven, then guesses for all who study."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.models import ModelVersion, Target
from analytics.prediction import packages
from analytics.prediction.refusals import (
    CohortMissingError,
    NotEnoughHistoryError,
    OvertakenError,
)
from students.access import visible_to
from students.jobs.running import start
from students.jobs.work import NotDone, Outcome, work
from students.models import Institution, Job

LEARNING, GUESSING = "Learning from the past", "Guessing for all who study"
NO_HISTORY = gettext_lazy(
    "Not enough history: two finished terms are needed, the later one begun after the end of the"
    " other, and enough students of both who failed or left and who did not. The rules stand."
)
OVERTAKEN = gettext_lazy(
    "Another version was put to use, or out of it, during the training. Train anew."
)
NOBODY = gettext_lazy("Nobody is enrolled in a course here: there is nothing to learn from.")


def start_training(owner, institution: Institution, target: str) -> Job:
    """Learn a model for a target; the job leads to its card."""
    title = f"{institution.code}: {Target(target).label}"
    return start(Job.Kind.TRAIN, owner, title, institution=institution, target=target)


@work(Job.Kind.TRAIN)
def training(job: Job, watch) -> Outcome:
    """A version that is stored stays, also where nobody was guessed of afterwards."""
    if not visible_to(job.owner).model_institutions().filter(pk=job.institution_id).exists():
        raise NotDone(_("You may not train models of this institution any more."))
    if not packages.are_there():
        raise NotDone(str(packages.MISSING))
    version = _trained(job, watch)
    made = _guessed(version, watch)
    return Outcome(told(version, made), reverse("model-card-version", args=[version.pk]))


def told(version: ModelVersion, made: int) -> str:
    """What came of it, in words."""
    words = {"number": version.number, "made": made}
    if version.verdict == ModelVersion.Verdict.BETTER:
        return _("Version %(number)s is in use; %(made)s guesses were made.") % words
    verdict = {"verdict": version.get_verdict_display()}
    return _("Version %(number)s is kept and not used. %(verdict)s.") % {**words, **verdict}


def _trained(job: Job, watch) -> ModelVersion:
    from analytics.prediction.training import train

    def weekly(weeks):
        return watch(weeks, LEARNING, len(weeks))

    target = job.arguments["target"]
    try:
        return train(job.institution, target, timezone.localdate(), weekly, by=job.owner)
    except NotEnoughHistoryError as error:
        raise NotDone(str(NO_HISTORY)) from error
    except OvertakenError as error:
        raise NotDone(str(OVERTAKEN)) from error
    except CohortMissingError as error:
        raise NotDone(str(NOBODY)) from error


def _guessed(version: ModelVersion, watch) -> int:
    from analytics.prediction.scoring import score

    if ModelVersion.objects.active(version.institution, version.target) != version:
        return 0
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    return score([version], yesterday, lambda keys: watch(keys, GUESSING, len(keys))).made
