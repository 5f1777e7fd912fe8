"""The stages of stored versions, read once each."""

from functools import lru_cache

import numpy as np

from analytics.models import ModelVersion
from analytics.prediction.artifacts import days, restored
from analytics.prediction.forecasters import Stage
from analytics.prediction.refusals import OutdatedVersionError


@lru_cache(maxsize=32)
def _stage(pk: int, sha256: str, day: int) -> Stage:
    version = ModelVersion.objects.get(pk=pk, sha256=sha256)
    return restored(version.artifact, version.sha256, day)


def stage_on(version: ModelVersion, day: int) -> Stage:
    """The stage for a day of a course: the latest one not after it, the first before the start.

    ArtifactDamagedError where the version's learners are not what was stored.
    """
    there = days(version.artifact)
    nearest = max((one for one in there if one <= day), default=there[0])
    return _stage(version.pk, version.sha256, nearest)


def inputs_for(stage: Stage, names: tuple[str, ...], values: np.ndarray) -> np.ndarray:
    """The columns of a table in the order a stage has them; OutdatedVersionError: one lacks."""
    missing = [name for name in stage.names if name not in names]
    if missing:
        raise OutdatedVersionError(f"There is no input {', '.join(missing)} any more: train anew.")
    return values[:, [names.index(name) for name in stage.names]]
