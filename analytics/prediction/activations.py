"""What puts stored versions to use or out of it; nothing of it needs what is installed besides."""

from django.db import transaction

from analytics.models import Activation, ModelVersion
from analytics.prediction.code_versions import code_version
from analytics.prediction.packages import LEARNER, learner_there
from analytics.prediction.refusals import OutdatedVersionError, UsedMeanwhileError
from students.models import Institution


def check(version: ModelVersion):
    """OutdatedVersionError where other code, or another scikit-learn, would read its learners."""
    if version.code_version != code_version():
        raise OutdatedVersionError(f"{version} was learnt by other code: train anew.")
    there, learnt_by = learner_there(), version.libraries.get(LEARNER)
    if learnt_by != there:
        found = f"{there} is installed" if there else "it is not installed"
        raise OutdatedVersionError(
            f"{version} was learnt by {LEARNER} {learnt_by}, and {found}: train anew."
        )


def is_outdated(version: ModelVersion) -> bool:
    """Whether it can guess no more."""
    return usable(version) is None


def usable(version: ModelVersion | None) -> ModelVersion | None:
    """The version, or None where there is none or it can no longer be used."""
    try:
        if version:
            check(version)
    except OutdatedVersionError:
        return None
    return version


@transaction.atomic
def activate(version: ModelVersion, why: str, by=None, seen: int | None = None) -> Activation:
    """Put a version to use, this one or an earlier one again; OutdatedVersionError: train anew.

    `seen` is the number of the activation that whoever asks has read as the latest, 0 for none:
    UsedMeanwhileError where it no longer is.
    """
    lock(version.institution)
    _refuse_stale(version.institution, version.target, seen)
    check(version)
    return Activation.objects.create(
        institution=version.institution, target=version.target, version=version, why=why, by=by
    )


@transaction.atomic
def deactivate(
    institution: Institution, target: str, why: str, by=None, seen: int | None = None
) -> Activation:
    """Put none to use: the rules alone speak. `seen` as with `activate`."""
    lock(institution)
    _refuse_stale(institution, target, seen)
    return Activation.objects.create(institution=institution, target=target, why=why, by=by)


def lock(institution: Institution):
    """Hold all else that numbers versions of an institution, or puts them to use, until the end."""
    Institution.objects.select_for_update().get(pk=institution.pk)


def latest_number(institution: Institution, target: str) -> int:
    """That of the activation which holds now; 0 where nothing ever was in use."""
    found = Activation.objects.filter(institution=institution, target=target)
    return found.values_list("pk", flat=True).first() or 0


def _refuse_stale(institution: Institution, target: str, seen: int | None):
    if seen is not None and seen != latest_number(institution, target):
        raise UsedMeanwhileError(
            "Nothing was changed: another version was put to use, or out of it, meanwhile."
        )
