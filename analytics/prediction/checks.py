"""Whether a stored version can still guess here; without numpy, so that pages may ask."""

from analytics.models import ModelVersion
from analytics.prediction.code_versions import code_version
from analytics.prediction.fingerprints import is_damaged
from analytics.prediction.packages import LEARNER, learner_there
from analytics.prediction.refusals import ArtifactDamagedError, OutdatedVersionError

# Why a version can guess no more.
OTHER_CODE, OTHER_LEARNER, NO_LEARNER, DAMAGED = "code", "learner", "nothing", "damaged"


def fault(version: ModelVersion) -> str:
    """Why a version can guess no more, one of the words above; empty where it can."""
    there = learner_there()
    if not there:
        return NO_LEARNER
    if version.code_version != code_version():
        return OTHER_CODE
    if version.libraries.get(LEARNER) != there:
        return OTHER_LEARNER
    return DAMAGED if is_damaged(version) else ""


def check(version: ModelVersion):
    """OutdatedVersionError where other code, or another scikit-learn, would read its learners.

    ArtifactDamagedError where they are not what was stored.
    """
    found = fault(version)
    if found == DAMAGED:
        raise ArtifactDamagedError(f"{version} is damaged in the database: train anew.")
    if found == OTHER_CODE:
        raise OutdatedVersionError(f"{version} was learnt by other code: train anew.")
    if found:
        raise OutdatedVersionError(
            f"{version} was learnt by {LEARNER} {version.libraries.get(LEARNER)}, and "
            f"{learner_there() or 'none'} is installed: train anew."
        )


def usable(version: ModelVersion | None) -> ModelVersion | None:
    """The version, or None where there is none or it can no longer be used."""
    return version if version and not fault(version) else None


def is_outdated(version: ModelVersion) -> bool:
    """Whether it can guess no more."""
    return bool(fault(version))
