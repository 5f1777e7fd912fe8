"""Stored versions: their stages, read once each, and what puts them to use or out of it."""

from functools import lru_cache

import numpy as np
from django.db import transaction

from analytics.models import Activation, ModelVersion
from analytics.prediction.artifacts import days, restored
from analytics.prediction.checks import check
from analytics.prediction.forecasters import Stage
from analytics.prediction.refusals import OutdatedVersionError
from students.models import Institution


@lru_cache(maxsize=32)
def _stage(pk: int, day: int) -> Stage:
    version = ModelVersion.objects.get(pk=pk)
    return restored(version.artifact, version.sha256, day)


def stage_on(version: ModelVersion, day: int) -> Stage:
    """The stage for a day of a course: the latest one not after it, the first before the start.

    ArtifactDamagedError where the version's learners are not what was stored.
    """
    there = days(version.artifact)
    return _stage(version.pk, max((one for one in there if one <= day), default=there[0]))


def inputs_for(stage: Stage, names: tuple[str, ...], values: np.ndarray) -> np.ndarray:
    """The columns of a table in the order a stage has them; OutdatedVersionError: one lacks."""
    missing = [name for name in stage.names if name not in names]
    if missing:
        raise OutdatedVersionError(f"There is no input {', '.join(missing)} any more: train anew.")
    return values[:, [names.index(name) for name in stage.names]]


@transaction.atomic
def activate(version: ModelVersion, why: str, by=None) -> Activation:
    """Put a version to use, this one or an earlier one again; OutdatedVersionError: train anew."""
    lock(version.institution)
    check(version)
    return Activation.objects.create(
        institution=version.institution, target=version.target, version=version, why=why, by=by
    )


@transaction.atomic
def deactivate(institution, target: str, why: str, by=None) -> Activation:
    """Put none to use: the rules alone speak."""
    lock(institution)
    return Activation.objects.create(institution=institution, target=target, why=why, by=by)


def lock(institution: Institution):
    """Hold all else that numbers versions of an institution, or puts them to use, until the end."""
    Institution.objects.select_for_update().get(pk=institution.pk)
