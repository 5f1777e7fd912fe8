"""Why nothing is learnt or guessed, each told in a sentence."""


class CohortMissingError(ValueError):
    """There is no such cohort, or nothing is known of it."""


class NotEnoughHistoryError(CohortMissingError):
    """Too little is known to learn from or to test by."""


class OvertakenError(CohortMissingError):
    """Another version was put to use while this one was trained."""


class OutdatedVersionError(CohortMissingError):
    """A version was made by other code, or needs inputs that there are no longer."""


class UnprovenVersionError(CohortMissingError):
    """A version was not proven better, and was never in use."""


class UsedMeanwhileError(CohortMissingError):
    """Another version was put to use, or out of it, since the page was read."""
