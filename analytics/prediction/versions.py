"""Stored versions: their stages, read once each, and what puts them to use or out of it."""

from functools import lru_cache

import numpy as np

from analytics.models import Activation, ModelVersion
from analytics.prediction.artifacts import days, restored
from analytics.prediction.forecasters import Stage


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
    """The columns of a table in the order a stage has them; NaN for what the table lacks."""
    found = np.full((len(values), len(stage.names)), np.nan)
    for at, name in enumerate(stage.names):
        if name in names:
            found[:, at] = values[:, names.index(name)]
    return found


def activate(version: ModelVersion, why: str, by=None) -> Activation:
    """Put a version to use, this one or an earlier one again."""
    return Activation.objects.create(
        institution=version.institution, target=version.target, version=version, why=why, by=by
    )


def deactivate(institution, target: str, why: str, by=None) -> Activation:
    """Put none to use: the rules alone speak."""
    return Activation.objects.create(institution=institution, target=target, why=why, by=by)
