"""Stored versions and what they say: read once, and put to use or out of it."""

from functools import lru_cache

import numpy as np

from analytics.models import Activation, ModelVersion
from analytics.prediction.artifacts import restored
from analytics.prediction.forecasters import Stage


@lru_cache(maxsize=8)
def _stages(pk: int) -> tuple[Stage, ...]:
    version = ModelVersion.objects.get(pk=pk)
    return tuple(restored(version.artifact, version.sha256))


def stages_of(version: ModelVersion) -> tuple[Stage, ...]:
    """The stages of a version, by day; ArtifactDamagedError where they are not what was stored."""
    return _stages(version.pk)


def stage_on(version: ModelVersion, day: int) -> Stage:
    """The stage for a day of a course: the latest one not after it, the first before the start."""
    stages = stages_of(version)
    return ([stages[0]] + [stage for stage in stages if stage.day <= day])[-1]


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
