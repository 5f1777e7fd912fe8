"""What puts stored versions to use or out of it; nothing of it needs what is installed besides."""

from django.db import transaction

from analytics.models import Activation, ModelVersion
from analytics.prediction.checks import can_be_used, check, is_proven
from analytics.prediction.refusals import UnprovenVersionError, UsedMeanwhileError
from students.models import Institution


@transaction.atomic
def activate(version: ModelVersion, why: str, by=None, seen: int | None = None) -> Activation:
    """Put a version to use, this one or an earlier one again; OutdatedVersionError: train anew.

    UnprovenVersionError where it was not proven better and was never in use. While scikit-learn is
    not installed nothing is guessed, and one can go back all the same.

    `seen` is the number of the activation that whoever asks has read as the latest, 0 for none:
    UsedMeanwhileError where it no longer is.
    """
    lock(version.institution)
    _refuse_stale(version.institution, version.target, seen)
    if not can_be_used(version):
        check(version)
    if not is_proven(version):
        raise UnprovenVersionError(f"{version} was not proven better and was never in use.")
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
