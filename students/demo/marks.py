"""A student's marks of a term: five around the average, made of components where there are some."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from students.demo.curriculum import ComponentPlan
from students.demo.mishaps import Mishap
from students.rules.components import CombinedMark, ComponentFact, combined
from students.rules.grading import ABSENT, MALPRACTICE, PENDING, PRESENT, WITHHELD

SCATTER, COMPONENT_SCATTER = 6.0, 8.0
MISSED_SHARE, MISSED_BELOW = 0.01, 80.0
LOWEST, HIGHEST = 2.0, 99.0
OUT_OF = 10_000
WITH_A_SCORE = (PRESENT, WITHHELD, MALPRACTICE)


@dataclass(frozen=True)
class Part:
    """One component of a mark; scores are whole hundredths."""

    state: str
    score: int | None


@dataclass(frozen=True)
class MarkPlan:
    """One mark, with its parts in the order of the subject's components, if it has any."""

    state: str
    score: int | None
    max_score: int
    parts: tuple[Part, ...] = ()


UNMARKED = MarkPlan(PENDING, None, OUT_OF)


def percents(rng: Random, level: float, difficulties: tuple[float, ...]) -> list[float]:
    """A percent for each subject, scattered around the level so that their mean is the level."""
    level = min(max(level, LOWEST), HIGHEST)
    scatter = [difficulty + rng.gauss(0, SCATTER) for difficulty in difficulties]
    middle = sum(scatter) / len(scatter)
    scatter = [one - middle for one in scatter]
    room = min((HIGHEST - level) / max(scatter), (LOWEST - level) / min(scatter), 1.0)
    return [level + one * room for one in scatter]


def plain_mark(percent: float, state: str) -> MarkPlan:
    """A mark as declared, in whole points out of a hundred."""
    return MarkPlan(state, round(percent) * 100 if state in WITH_A_SCORE else None, OUT_OF)


def combined_mark(
    rng: Random, percent: float, state: str, components: tuple[ComponentPlan, ...]
) -> MarkPlan:
    """A mark whose components come to the percent, or to the state, by the rules.

    The last of these components makes up for the others.
    """
    parts = tuple(_parts(rng, percent, state, components))
    weighed = [(component.maximum * 100, component.weight * 100) for component in components]
    whole = combination(parts, weighed)
    return MarkPlan(whole.state, whole.score, whole.max_score, parts)


def combination(parts: Iterable[Part], weighed: Iterable[tuple[int, int]]) -> CombinedMark:
    """What parts come to, each with the maximum and weight of its component in hundredths."""
    return combined(
        ComponentFact(part.state, part.score, *component)
        for part, component in zip(parts, weighed, strict=False)
    )


def state_at(place: int, mishap: Mishap | None) -> str:
    """The state of the mark at a place."""
    return mishap.state if mishap and mishap.place == place else PRESENT


def _parts(rng, percent, state, components):
    *during, last = components
    if state not in (*WITH_A_SCORE, PENDING):
        yield from (Part(state, None) for _ in components)
        return
    missing = percent * sum(component.weight for component in components)
    for component in during:
        score = _score(percent + rng.gauss(0, COMPONENT_SCATTER), component.maximum, steps=2)
        missed = rng.random() < MISSED_SHARE and percent < MISSED_BELOW
        yield Part(ABSENT, None) if missed else Part(PRESENT, score)
        missing -= 0 if missed else score / component.maximum * component.weight
    yield Part(state, None if state == PENDING else _score(missing / last.weight, last.maximum))


def _score(percent: float, maximum: int, steps: int = 1) -> int:
    """Hundredths of a score in whole or half points, as markers give them."""
    points = min(max(percent, 0.0), 100.0) / 100 * maximum
    return round(points * steps) * 100 // steps
