"""A student's attendance of a term: registers by subject, a total of the term, or a percent."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

SCATTER = 4.0
PLANNED = 38, 60
LEAVE_SHARE, LONGEST_LEAVE = 0.08, 4


@dataclass(frozen=True)
class AttendancePlan:
    """Classes held and attended, and absences excused."""

    held: int
    attended: int
    excused: int


def classes_planned(rng: Random, subjects: int) -> tuple[int, ...]:
    """How often each subject of a class meets in the whole of a term."""
    return tuple(rng.randint(*PLANNED) for _ in range(subjects))


def classes_held(planned: tuple[int, ...], gone: Fraction) -> tuple[int, ...]:
    """How many of those were held when so much of the time for classes (0 to 1) was gone."""
    return tuple(int(number * gone) for number in planned)


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


def earlier(now: AttendancePlan, share: float, drift: float) -> AttendancePlan:
    """A register when so much of it (0 to 1) was there, attendance being better by the drift."""
    held = int(now.held * share)
    rate = now.attended / now.held if now.held else 0.0
    least = max(held - (now.held - now.attended), 0)
    attended = min(max(round(held * (rate + drift)), least), now.attended, held)
    return AttendancePlan(held, attended, min(now.excused, held - attended))


def _attended(rng: Random, held: int, percent: float, on_leave: bool) -> AttendancePlan:
    attended = min(max(round(held * percent / 100), 0), held)
    excused = min(held - attended, rng.randint(1, LONGEST_LEAVE)) if on_leave else 0
    return AttendancePlan(held, attended, excused)
