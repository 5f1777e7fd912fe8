"""Whether a state, a score and a maximum fit one another, in the words of every door."""

from decimal import Decimal

from students.rules.grading import ABSENT, EXEMPT, PENDING, PRESENT
from students.rules.words import gettext as _

WITHOUT_SCORE = (PENDING, ABSENT, EXEMPT)


def state_of_score(score: Decimal | None) -> str:
    """The state meant where only a score, or none, was said."""
    return PENDING if score is None else PRESENT


def _without_score(state: str) -> str:
    return {
        PENDING: _("Pending has no score."),
        ABSENT: _("Absent has no score."),
        EXEMPT: _("Exempt has no score."),
    }[state]


def score_problem(state: str, score: Decimal | None, largest: Decimal | None) -> str:
    """Why a score cannot stand in this state; empty when it can. `largest` is None if unknown."""
    if score is None:
        return _("A number is missing.") if state == PRESENT else ""
    if state in WITHOUT_SCORE:
        return _without_score(state)
    return _("It is above its maximum.") if largest is not None and score > largest else ""
