"""Stages as text that is stored and read again: by skops, never pickle, of known types alone."""

import base64
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED

import skops.io

from analytics.prediction.fingerprints import fingerprint
from analytics.prediction.forecasters import Stage
from analytics.prediction.learners import Blend
from analytics.prediction.refusals import ArtifactDamagedError

# What a stored model may consist of besides what skops trusts; never asked of the file itself.
TRUSTED = (
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)
LEVEL = 6


def stored(stages: Iterable[Stage]) -> str:
    """The stages as text, one line each: the day, a space, the learners as base64."""
    return "\n".join(f"{stage.day} {_text(stage)}" for stage in stages)


def days(artifact: str) -> list[int]:
    """The days there are stages for, in order."""
    return [int(line.partition(" ")[0]) for line in artifact.splitlines()]


def restored(artifact: str, sha256: str, day: int) -> Stage:
    """The stage of a day; ArtifactDamagedError where the text is not what was stored."""
    if fingerprint(artifact) != sha256:
        raise ArtifactDamagedError
    line = artifact.splitlines()[days(artifact).index(day)]
    content = base64.b64decode(line.partition(" ")[2])
    plain = skops.io.loads(content, trusted=list(TRUSTED))
    full = Blend(**plain["full"])
    early = Blend(**plain["early"]) if plain["early"] else full
    return Stage(**{**plain, "full": full, "early": early})


def _text(stage: Stage) -> str:
    early = None if stage.early is stage.full else vars(stage.early)
    plain = {**vars(stage), "full": vars(stage.full), "early": early}
    packed = skops.io.dumps(plain, compression=ZIP_DEFLATED, compresslevel=LEVEL)
    return base64.b64encode(packed).decode("ascii")
