"""Whether attendance lets a student sit an examination, and what a condonation makes of it.

A condonation says up to what a shortage is overlooked: down to 65 % where 75 % is asked for. It
changes nothing but this verdict; percent, risk and reasons stay what they are.
"""

from collections.abc import Collection
from dataclasses import dataclass

from students.rules.risk import Attendance
from students.rules.units import HUNDRED, half_up

ELIGIBLE, CONDONED, SHORT, NOT_KNOWN = "eligible", "condoned", "short", "unknown"


@dataclass(frozen=True)
class Verdict:
    """A state; `lacking` are whole 1e-10 percents up to the line, half up, for showing alone."""

    state: str
    lacking: int = 0

    @property
    def may_sit(self) -> bool | None:
        """Whether the examination may be sat; None where attendance is not known."""
        return None if self.state == NOT_KNOWN else self.state != SHORT


def verdict(attendance: Attendance | None, line: int, condoned_to: Collection[int] = ()) -> Verdict:
    """The verdict on an attendance under a line, with condonations down to these lines in force."""
    if attendance is None:
        return Verdict(NOT_KNOWN)
    if reaches(attendance, line):
        return Verdict(ELIGIBLE)
    missing = half_up(line * attendance.whole - attendance.part * HUNDRED, attendance.whole)
    condoned = any(reaches(attendance, lower) for lower in condoned_to)
    return Verdict(CONDONED if condoned else SHORT, missing)


def reaches(attendance: Attendance, line: int) -> bool:
    """Whether an attendance is at or above a line, compared exactly."""
    return attendance.part * HUNDRED >= line * attendance.whole
