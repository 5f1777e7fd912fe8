"""Whether a risk says anything that was not known when somebody had a word about it.

A word answers the reasons of its day. News is a measure that now lies below a line it did not lie
below then, one that recovered meanwhile and fell again, or one that fell by five points more.
"""

from dataclasses import dataclass
from datetime import date

from students.rules import risk
from students.rules.reasons import ATTENDANCE, AVERAGE
from students.rules.spells import BITS, Spells, strength
from students.rules.units import SCALE

FALL = 5 * SCALE  # so many points further down are news, by no policy
APPEARED, WORSE, AGAIN, FALLEN = "appeared", "worse", "again", "fallen"
EVERY = tuple(
    average | attendance
    for average in (0, risk.AVERAGE_HIGH, risk.AVERAGE_MEDIUM)
    for attendance in (0, risk.ATTENDANCE_HIGH, risk.ATTENDANCE_MEDIUM)
)


@dataclass(frozen=True)
class Evidence:
    """What a risk rests on: its bits, and both figures in 1e-10 percent, None where unknown."""

    bits: int
    average: int | None
    attendance: int | None


@dataclass(frozen=True)
class News:
    """A measure and what is new of it: APPEARED, WORSE, AGAIN or FALLEN."""

    measure: str
    kind: str


def news(then: Evidence, spoken_on: date, now: Evidence, spells: Spells) -> tuple[News, ...]:
    """What is new since a word of that day: one entry at most for each measure."""
    found = [(measure, _kind(measure, then, spoken_on, now, spells)) for measure in BITS]
    return tuple(News(measure, kind) for measure, kind in found if kind)


def covered(bits: int) -> frozenset[int]:
    """The bits of later risks whose every reason is among these, or milder."""
    return frozenset(
        one
        for one in EVERY
        if all(strength(one, measure) <= strength(bits, measure) for measure in BITS)
    )


def _kind(measure: str, then: Evidence, spoken_on: date, now: Evidence, spells: Spells) -> str:
    before, present = strength(then.bits, measure), strength(now.bits, measure)
    if not present:
        return ""
    if present > before:
        return WORSE if before else APPEARED
    if spells.of(measure) is not None and spells.of(measure) > spoken_on:
        return AGAIN
    return FALLEN if _has_fallen(_figure(then, measure), _figure(now, measure)) else ""


def _figure(evidence: Evidence, measure: str) -> int | None:
    return {AVERAGE: evidence.average, ATTENDANCE: evidence.attendance}[measure]


def _has_fallen(then: int | None, now: int | None) -> bool:
    return then is not None and now is not None and now <= then - FALL
