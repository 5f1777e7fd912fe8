"""A student's attendance of a term: registers by subject, a total of the term, or a percent."""

from dataclasses import dataclass
from random import Random

SCATTER = 4.0
HELD = 34, 52
LEAVE_SHARE, LONGEST_LEAVE = 0.08, 4


@dataclass(frozen=True)
class AttendancePlan:
    """Classes held and attended, and absences excused."""

    held: int
    attended: int
    excused: int


def classes_held(rng: Random, subjects: int) -> tuple[int, ...]:
    """How often each subject of a class met in a term."""
    return tuple(rng.randint(*HELD) for _ in range(subjects))


def registers(rng: Random, percent: float, held: tuple[int, ...]) -> tuple[AttendancePlan, ...]:
    """One register for each subject, together about the percent."""
    scatter = [rng.gauss(0, SCATTER) for _ in held]
    middle = sum(scatter) / len(scatter)
    leave = rng.randrange(len(held)) if rng.random() < LEAVE_SHARE else None
    return tuple(
        _attended(rng, met, percent + one - middle, on_leave=place == leave)
        for place, (met, one) in enumerate(zip(held, scatter, strict=True))
    )


def total(rng: Random, percent: float, held: tuple[int, ...]) -> AttendancePlan:
    """The whole term in one figure."""
    return _attended(rng, sum(held), percent, on_leave=rng.random() < LEAVE_SHARE)


def _attended(rng: Random, held: int, percent: float, on_leave: bool) -> AttendancePlan:
    attended = min(max(round(held * percent / 100), 0), held)
    excused = min(held - attended, rng.randint(1, LONGEST_LEAVE)) if on_leave else 0
    return AttendancePlan(held, attended, excused)
