"""Combines the components of a subject (quiz, midterm, end-semester …) into its one mark.

Each component gives score · weight / max; the mark is out of the sum of the weights, and its score
is rounded once, half up to two places, after the exact sum.

| components                              | the mark                                           |
|-----------------------------------------|----------------------------------------------------|
| one with malpractice                    | malpractice, which withholds the result            |
| one withheld                            | withheld, likewise                                 |
| one pending                             | pending: no score before all are in                |
| all exempt                              | exempt                                             |
| all absent, exempt ones aside           | absent                                             |
| otherwise                               | present: an absent component counts 0, an exempt   |
|                                         | one is left out of the score and of the maximum    |

The first line that fits decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm

from students.rules.grading import ABSENT, EXEMPT, MALPRACTICE, PENDING, PRESENT, WITHHELD
from students.rules.units import half_up


@dataclass(frozen=True)
class ComponentFact:
    """One component: score, maximum and weight as whole hundredths; a score only if present."""

    state: str
    score: int | None
    max_score: int
    weight: int


@dataclass(frozen=True)
class CombinedMark:
    """The mark the components come to, in whole hundredths; a score only if present."""

    state: str
    score: int | None
    max_score: int


def combined(components: Iterable[ComponentFact]) -> CombinedMark:
    """The one mark of a subject's components, of which there is at least one."""
    components = tuple(components)
    if not components:
        raise ValueError("a mark is combined from at least one component")
    taken = tuple(part for part in components if part.state != EXEMPT) or components
    state = _state({part.state for part in components})
    score = _score(taken) if state == PRESENT else None
    return CombinedMark(state, score, sum(part.weight for part in taken))


def _state(states: set[str]) -> str:
    for decisive in (MALPRACTICE, WITHHELD, PENDING):
        if decisive in states:
            return decisive
    if states == {EXEMPT}:
        return EXEMPT
    return ABSENT if states <= {ABSENT, EXEMPT} else PRESENT


def _score(components: tuple[ComponentFact, ...]) -> int:
    present = [part for part in components if part.state == PRESENT]
    common = lcm(*(part.max_score for part in present))
    exact = sum(part.score * part.weight * (common // part.max_score) for part in present)
    return half_up(exact, common)
