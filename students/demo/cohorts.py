"""Where each student of a cohort stands: an average and an attendance, spread as in a real class.

Both are spread evenly over the cohort instead of drawn one by one, so that a class of thirty has
its weak and its brilliant students, and attendance goes with marks, as surely as a class of a
thousand.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from random import Random
from statistics import fmean

# The average at these places of the order from the weakest (0) to the best (1).
LEVELS = ((0.0, 22.0), (0.11, 40.0), (0.22, 50.0), (0.39, 60.0), (0.67, 75.0), (0.91, 90.0))
# Among a handful, one or two must be weak for the shares to hold.
LEVELS_OF_A_HANDFUL = (LEVELS[0], (0.14, 40.0), (0.24, 50.0), *LEVELS[3:])
BEST = 1.0, 99.0
CORRELATION = 0.57
ATTENDANCE_MEAN, ATTENDANCE_DEVIATION = 79.0, 9.0
ATTENDANCE_RANGE, ATTENDANCE_RANGE_OF_A_HANDFUL = (32.0, 100.0), (61.0, 100.0)
LEVEL_RANGE = 8.0, 97.5
FEW, LEVEL_MEAN, LEVEL_DEVIATION = 4, 64.0, 18.0


@dataclass(frozen=True)
class Standing:
    """One student's average and attendance of the newest term, in percent, before any mishap."""

    level: float
    attendance: float


def standings(rng: Random, size: int, shift: float = 0.0, handful: bool = False) -> list[Standing]:
    """A cohort's students in no order; a `handful` fills every band as evenly as it can."""
    table = LEVELS_OF_A_HANDFUL if handful else LEVELS
    places = [(place + (0.5 if handful else rng.random())) / size for place in range(size)]
    rng.shuffle(places)
    levels = [_within(level_at(place, table) + shift, LEVEL_RANGE) for place in places]
    limits = ATTENDANCE_RANGE_OF_A_HANDFUL if handful else ATTENDANCE_RANGE
    attendances = [
        _within(ATTENDANCE_MEAN + ATTENDANCE_DEVIATION * deviations, limits)
        for deviations in _going_with(rng, levels)
    ]
    return [Standing(*pair) for pair in zip(levels, attendances, strict=True)]


def level_at(place: float, table=LEVELS) -> float:
    """The average at a place in the order, from 0 (weakest) to 1, by a table of levels."""
    (from_place, from_level), (to_place, to_level) = next(
        pair for pair in pairwise((*table, BEST)) if place <= pair[1][0]
    )
    return from_level + (to_level - from_level) * (place - from_place) / (to_place - from_place)


def _going_with(rng: Random, levels: list[float]) -> list[float]:
    """Deviations whose correlation with the levels is the wanted one, not about the wanted one."""
    if len(levels) < FEW:
        return [CORRELATION * (level - LEVEL_MEAN) / LEVEL_DEVIATION for level in levels]
    standing = _standardised(levels)
    chance = [rng.gauss(0, 1) for _ in levels]
    common = fmean(one * other for one, other in zip(chance, standing, strict=True))
    chance = _standardised(
        [one - common * other for one, other in zip(chance, standing, strict=True)]
    )
    rest = sqrt(1 - CORRELATION**2)
    return [CORRELATION * one + rest * other for one, other in zip(standing, chance, strict=True)]


def _standardised(values: list[float]) -> list[float]:
    mean = fmean(values)
    deviation = sqrt(fmean((value - mean) ** 2 for value in values))
    return [(value - mean) / deviation for value in values]


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
