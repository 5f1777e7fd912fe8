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

The first line that fits decides. Where an ordinance counts only the best k of some components, the
others are left out of score and maximum as if they had not been: a component counts by its percent,
an absent one is a 0, an exempt one is no candidate, and where there are fewer than k all count.

A component of weight 0 is for practice. It counts nothing and holds nothing up; only malpractice
and withholding in it are heard. A mark with no other component is pending, out of 100.

What is combined while a term runs is what has been entered so far. Whether that is all is asked of
`awaited`; a result is declared from nothing less.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from students.rules.grading import ABSENT, EXEMPT, MALPRACTICE, PENDING, PRESENT, WITHHELD
from students.rules.ordinances import BestOf
from students.rules.units import half_up

WITHHOLDING = (MALPRACTICE, WITHHELD)
UNWEIGHTED_MAXIMUM = 100_00


@dataclass(frozen=True)
class ComponentFact:
    """One component: score, maximum and weight as whole hundredths; a score only if present."""

    state: str
    score: int | None
    max_score: int
    weight: int
    kind: str = ""
    code: str = ""


@dataclass(frozen=True)
class CombinedMark:
    """The mark the components come to, in whole hundredths; a score only if present."""

    state: str
    score: int | None
    max_score: int


def combined(components: Iterable[ComponentFact], best_of: Iterable[BestOf] = ()) -> CombinedMark:
    """The one mark of a subject's components, of which there is at least one."""
    components = tuple(components)
    if not components:
        raise ValueError("a mark is combined from at least one component")
    weighted = tuple(part for part in components if part.weight)
    taken = counting(weighted, best_of) or weighted
    state = _state({part.state for part in components if part.weight or part.state in WITHHOLDING})
    score = _score(taken) if state == PRESENT else None
    return CombinedMark(state, score, sum(part.weight for part in taken) or UNWEIGHTED_MAXIMUM)


def counting(
    components: Iterable[ComponentFact], best_of: Iterable[BestOf] = ()
) -> tuple[ComponentFact, ...]:
    """The components that count: no exempt ones, and of those an ordinance chooses from, the best.

    One that is pending or withheld is never passed over, since it may become the best.
    """
    left = [part for part in components if part.state != EXEMPT]
    for best in best_of:
        candidates = [part for part in left if best.parts.hold(part.kind, part.code)]
        for part in sorted(candidates, key=_rank)[best.count :]:
            left.remove(part)
    return tuple(left)


def awaited(entered: Mapping[str, str], defined: Iterable[str]) -> tuple[str, ...]:
    """Codes of the components still to be entered, or entered as pending, in the order defined.

    `entered` has the state by code, `defined` the codes that count for something in the subject's
    mark of the term. A mark without any component was typed in whole and awaits none.
    """
    if not entered:
        return ()
    return tuple(code for code in defined if entered.get(code, PENDING) == PENDING)


def _rank(part: ComponentFact) -> tuple:
    decided = part.state in (PRESENT, ABSENT)
    share = Fraction(part.score, part.max_score) if part.state == PRESENT else 0
    return decided, -share, -part.weight, part.code


def _state(states: set[str]) -> str:
    if not states:
        return PENDING
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
