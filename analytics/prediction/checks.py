"""Whether a stored version can still guess here; without numpy, so that pages may ask."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.models import ModelVersion
from analytics.prediction.code_versions import code_version
from analytics.prediction.fingerprints import is_damaged
from analytics.prediction.packages import INSTALL, LEARNER, learner_there
from analytics.prediction.refusals import ArtifactDamagedError, OutdatedVersionError

# Why a version can guess no more.
OTHER_CODE, OTHER_LEARNER, NO_LEARNER, DAMAGED = "code", "learner", "nothing", "damaged"
FAULTS = {
    OTHER_CODE: gettext_lazy(
        "%(version)s was learnt by other code than is installed here: it guesses nothing new until"
        " a new version is trained."
    ),
    OTHER_LEARNER: gettext_lazy(
        "%(version)s was learnt by scikit-learn %(learnt)s, and %(there)s is installed here: it"
        " guesses nothing new until a new version is trained."
    ),
    NO_LEARNER: gettext_lazy(
        "%(version)s guesses nothing new while scikit-learn is not installed here. Whoever runs the"
        " server installs it with: %(install)s"
    ),
    DAMAGED: gettext_lazy(
        "%(version)s is damaged in the database: it guesses nothing new until a new version is"
        " trained."
    ),
}


def fault(version: ModelVersion) -> str:
    """Why a version can guess no more, one of the words above; empty where it can."""
    if version.code_version != code_version():
        return OTHER_CODE
    there = learner_there()
    if not there:
        return NO_LEARNER
    if version.libraries.get(LEARNER) != there:
        return OTHER_LEARNER
    return DAMAGED if is_damaged(version) else ""


def fault_words(version: ModelVersion, several: bool = False) -> str:
    """The same in a sentence and what is to be done; `several` institutions are told apart."""
    found = fault(version)
    return words_of(found, version, several) if found else ""


def words_of(found: str, version: ModelVersion, several: bool = False) -> str:
    """One of the words above in such a sentence."""
    name = _("Version %(number)s (%(institution)s)") if several else _("Version %(number)s")
    told = {"number": version.number, "institution": version.institution.code}
    learnt = version.libraries.get(LEARNER) or "–"
    return FAULTS[found] % {
        "version": name % told,
        "learnt": learnt,
        "there": learner_there(),
        "install": INSTALL,
    }


def can_be_used(version: ModelVersion) -> bool:
    """Whether it may be put to use: also where scikit-learn is not installed for the moment."""
    return fault(version) in ("", NO_LEARNER)


def is_proven(version: ModelVersion) -> bool:
    """Whether it was proven better, or was in use already, so that one may go back to it."""
    return version.verdict == ModelVersion.Verdict.BETTER or version.activations.exists()


def check(version: ModelVersion):
    """OutdatedVersionError where other code, or another scikit-learn, would read its learners.

    ArtifactDamagedError where they are not what was stored.
    """
    found = fault(version)
    if found == DAMAGED:
        raise ArtifactDamagedError(version)
    if found == OTHER_CODE:
        raise OutdatedVersionError(f"{version} was learnt by other code: train anew.")
    if found == NO_LEARNER:
        raise OutdatedVersionError(f"{version} guesses nothing: {LEARNER} is not installed.")
    if found:
        raise OutdatedVersionError(
            f"{version} was learnt by {LEARNER} {version.libraries.get(LEARNER)}, and "
            f"{learner_there()} is installed: train anew."
        )


def usable(version: ModelVersion | None) -> ModelVersion | None:
    """The version, or None where there is none or it can no longer be used."""
    return version if version and not fault(version) else None


def is_outdated(version: ModelVersion) -> bool:
    """Whether it can guess no more."""
    return bool(fault(version))
