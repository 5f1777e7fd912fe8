"""The risk that follows from average and attendance by policy: a fact, not a guess.

Known below its High line: High. Known below its Medium line: at least Medium. Low only when both
are known. Otherwise there is not enough data. No clock has a part in it.
One bit is kept for each measure that speaks, the stronger line only: an average below the High
line sets AVERAGE_HIGH and not AVERAGE_MEDIUM as well.
"""

from dataclasses import dataclass
from decimal import Decimal

from students.rules.policy import Policy
from students.rules.units import HUNDRED, half_up, units_of

HIGH, MEDIUM, LOW, UNKNOWN = "High", "Medium", "Low", "unknown"
LEVELS = (HIGH, MEDIUM, LOW, UNKNOWN)

AVERAGE_HIGH = 1
AVERAGE_MEDIUM = 2
ATTENDANCE_HIGH = 4
ATTENDANCE_MEDIUM = 8
HIGH_BITS = AVERAGE_HIGH | ATTENDANCE_HIGH
MEDIUM_BITS = AVERAGE_MEDIUM | ATTENDANCE_MEDIUM

PERCENT_WHOLE = 10_000  # a reported percent is that many hundredths of a percent


@dataclass(frozen=True)
class Attendance:
    """Attendance as the exact ratio part / whole: classes where `counted`, else a percent."""

    part: int
    whole: int
    counted: bool = True

    @property
    def percent(self) -> int:
        """In 1e-10 percent, half up; for showing and sorting, never for comparing."""
        return half_up(self.part * HUNDRED, self.whole)


@dataclass(frozen=True)
class Risk:
    level: str
    bits: int


def attendance_of(held: int, attended: int) -> Attendance | None:
    """Attendance from counted classes; None, that is unknown, when none was held."""
    return Attendance(attended, held) if held else None


def reported_attendance(percent: str | Decimal) -> Attendance:
    """Attendance from a percent alone, of at most two decimals."""
    return Attendance(units_of(percent, 2), PERCENT_WHOLE, counted=False)


def average_bits(policy: Policy, mark_sum: int, mark_count: int) -> int:
    """The bit of the strongest line the average lies below; 0 for none or no marks."""
    if mark_sum < policy.average_high * mark_count:
        return AVERAGE_HIGH
    return AVERAGE_MEDIUM if mark_sum < policy.average_medium * mark_count else 0


def attendance_bits(policy: Policy, attendance: Attendance | None) -> int:
    """The bit of the strongest line the attendance lies below; 0 for none or unknown."""
    if attendance is None:
        return 0
    scaled = attendance.part * HUNDRED
    if scaled < policy.attendance_high * attendance.whole:
        return ATTENDANCE_HIGH
    return ATTENDANCE_MEDIUM if scaled < policy.attendance_medium * attendance.whole else 0


def risk(policy: Policy, mark_sum: int, mark_count: int, attendance: Attendance | None) -> Risk:
    """The level and the bits of the rules that fire; a count of 0 is an unknown average."""
    bits = average_bits(policy, mark_sum, mark_count) | attendance_bits(policy, attendance)
    if bits & HIGH_BITS:
        return Risk(HIGH, bits)
    if bits & MEDIUM_BITS:
        return Risk(MEDIUM, bits)
    return Risk(LOW if mark_count and attendance is not None else UNKNOWN, bits)
