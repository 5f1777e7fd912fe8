"""Why nothing is learnt or guessed, each told in a sentence."""


class CohortMissingError(ValueError):
    """There is no such cohort, or nothing is known of it."""


class NotEnoughHistoryError(CohortMissingError):
    """Too little is known to learn from or to test by."""


class OvertakenError(CohortMissingError):
    """Another version was put to use while this one was trained."""


class OutdatedVersionError(CohortMissingError):
    """A version can guess no more: made by other code, or of inputs that there are no longer."""


class ArtifactDamagedError(OutdatedVersionError):
    """A version can guess no more: its stored learners are not those that were stored."""

    def __init__(self, version: object = "The stored version"):
        super().__init__(f"{version} is damaged in the database: train anew.")


class UnprovenVersionError(CohortMissingError):
    """A version was not proven better, and was never in use."""


class UsedMeanwhileError(CohortMissingError):
    """Another version was put to use, or out of it, since the page was read."""
