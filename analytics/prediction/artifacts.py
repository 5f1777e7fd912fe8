"""Stages as text that is stored and read again: by skops, never pickle, of known types alone."""

import base64
import hashlib
from zipfile import ZIP_DEFLATED

import skops.io

from analytics.prediction.forecasters import Stage
from analytics.prediction.learners import Blend

# What a stored model may consist of besides what skops trusts; never asked of the file itself.
TRUSTED = (
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)
LEVEL = 6


class ArtifactDamagedError(ValueError):
    """The stored learners are not those that were stored."""


def stored(stages: list[Stage]) -> str:
    """The stages as text."""
    plain = [
        {**vars(stage), "full": vars(stage.full), "early": vars(stage.early)} for stage in stages
    ]
    return base64.b64encode(
        skops.io.dumps(plain, compression=ZIP_DEFLATED, compresslevel=LEVEL)
    ).decode("ascii")


def fingerprint(artifact: str) -> str:
    return hashlib.sha256(artifact.encode("ascii")).hexdigest()


def restored(artifact: str, sha256: str) -> list[Stage]:
    """The stages of a stored text; ArtifactDamagedError where it is not what was stored."""
    if fingerprint(artifact) != sha256:
        raise ArtifactDamagedError("The stored model is damaged: its fingerprint differs.")
    plain = skops.io.loads(base64.b64decode(artifact), trusted=list(TRUSTED))
    return [
        Stage(**{**stage, "full": Blend(**stage["full"]), "early": Blend(**stage["early"])})
        for stage in plain
    ]
