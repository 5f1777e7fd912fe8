"""Since when a level of risk, and each reason of it, has lasted without a break."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from students.rules import risk
from students.rules.reasons import ATTENDANCE, AVERAGE

BITS = {
    AVERAGE: (risk.AVERAGE_MEDIUM, risk.AVERAGE_HIGH),
    ATTENDANCE: (risk.ATTENDANCE_MEDIUM, risk.ATTENDANCE_HIGH),
}


@dataclass(frozen=True)
class Spells:
    """The first days of what lasts to this day; None for what does not stand."""

    level: date | None = None
    average: date | None = None
    attendance: date | None = None

    def of(self, measure: str) -> date | None:
        """The first day of the reason of this measure."""
        return {AVERAGE: self.average, ATTENDANCE: self.attendance}[measure]


def strength(bits: int, measure: str) -> int:
    """How strong the reason of this measure is: 2 below its High line, 1 below Medium, else 0."""
    medium, high = BITS[measure]
    return 2 if bits & high else 1 if bits & medium else 0


def spells(days: Sequence[tuple[date, int]]) -> Spells:
    """The spells that last, from the bits of the risk at the end of each day, oldest first.

    One lasts while it is as strong as today or stronger: who was High and is Medium now has been
    at Medium all the while.
    """
    levels = [(day, max(strength(bits, one) for one in BITS)) for day, bits in days]
    reasons = {
        measure: _lasting([(day, strength(bits, measure)) for day, bits in days])
        for measure in BITS
    }
    return Spells(_lasting(levels), reasons[AVERAGE], reasons[ATTENDANCE])


def _lasting(days: list[tuple[date, int]]) -> date | None:
    since, present = None, days[-1][1] if days else 0
    for day, strong in reversed(days):
        if not present or strong < present:
            break
        since = day
    return since
