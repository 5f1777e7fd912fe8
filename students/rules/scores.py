"""Whether a state, a score and a maximum fit one another, in the words of every door."""

from decimal import Decimal

from students.rules.grading import ABSENT, EXEMPT, PENDING, PRESENT

MISSING = "A number is missing."
ABOVE = "It is above its maximum."
WITHOUT_SCORE = (PENDING, ABSENT, EXEMPT)


def state_of_score(score: Decimal | None) -> str:
    """The state meant where only a score, or none, was said."""
    return PENDING if score is None else PRESENT


def score_problem(state: str, score: Decimal | None, largest: Decimal | None) -> str:
    """Why a score cannot stand in this state; empty when it can. `largest` is None if unknown."""
    if score is None:
        return MISSING if state == PRESENT else ""
    if state in WITHOUT_SCORE:
        return f"{state.capitalize()} has no score."
    return ABOVE if largest is not None and score > largest else ""
