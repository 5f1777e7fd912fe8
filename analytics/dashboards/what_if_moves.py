"""Which of the moves of a what-if an address asks for."""

from collections.abc import Mapping

from analytics.metrics.what_ifs import MEASURES, PASSED, RISK, Move
from students.rules.definitions import LETTER_LENGTH
from students.rules.keys import unsafe_characters
from students.rules.risk import LEVELS

OF, WAS, NOW = "of", "was", "now"
ASKED = (OF, WAS, NOW)
YES, NO, NONE = "yes", "no", "none"
PASSES = {YES: True, NO: False, NONE: None}
UNSAID = object()


def move_of(params: Mapping[str, str]) -> Move | None:
    """The move an address asks for; None for none and for what cannot be meant."""
    measure = params.get(OF) or ""
    was, now = (_value(measure, str(params.get(name) or "")) for name in (WAS, NOW))
    return Move(measure, was, now) if measure in MEASURES and UNSAID not in (was, now) else None


def asked_of(move: Move | None) -> dict[str, str]:
    """A move as it stands in an address."""
    if move is None:
        return {}
    return {OF: move.measure, WAS: _said(move.was), NOW: _said(move.now)}


def _value(measure: str, said: str) -> str | bool | object | None:
    if measure == PASSED:
        return PASSES.get(said, UNSAID)
    if measure == RISK:
        return said if said in LEVELS else UNSAID
    if said == NONE:
        return ""
    return said if 0 < len(said) <= LETTER_LENGTH and not unsafe_characters(said) else UNSAID


def _said(value: str | bool | None) -> str:
    words = {known: said for said, known in PASSES.items()}
    return words.get(value, value or NONE)
