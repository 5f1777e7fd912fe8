"""Figures as text: two places half up (attendance: one), and more where those would mislead.

A rounded figure misleads when it seems to lie on the other side of a line, of a grade, of risk or
of passing, than the exact one.
"""

from students.rules.policy import Policy
from students.rules.risk import Attendance
from students.rules.units import DECIMALS, HUNDRED, SCALE, decimal_text, half_up

PLACES = 2
PERCENT_PLACES = 1  # of every percent that is no average of marks
ATTENDANCE_PLACES = PERCENT_PLACES


def shown(units: int, places: int = PLACES) -> str:
    """Whole 1e-10 percents as text with that many places, half up."""
    return decimal_text(half_up(units * 10**places, SCALE), places, at_least=places)


def shown_average(mark_sum: int, mark_count: int, policy: Policy) -> str:
    """The average of a sum and a count on its own side of every line; empty without marks.

    89.996 is an A and is shown as 89.996, since 90.00 would look like an A+. It takes sum and count
    because the average as stored is itself rounded, in the tenth place.
    """
    return shown_ratio(mark_sum, mark_count, policy.average_thresholds) if mark_count else ""


def shown_percent(percent: int | None, policy: Policy) -> str:
    """One subject's percent on its own side of every line; empty where it does not count."""
    return "" if percent is None else shown_ratio(percent, 1, policy.subject_thresholds)


def shown_attendance(attendance: Attendance | None, policy: Policy) -> str:
    """Attendance in percent on its own side of the risk lines; empty when unknown."""
    if attendance is None:
        return ""
    return shown_ratio(
        attendance.part * HUNDRED,
        attendance.whole,
        policy.attendance_thresholds,
        ATTENDANCE_PLACES,
    )


def shown_ratio(
    numerator: int, denominator: int, lines: tuple[int, ...], places: int = PLACES
) -> str:
    """An exact ratio in 1e-10 percent: so many places, or more to keep its side of each line."""
    while True:
        rounded = half_up(numerator * 10**places, denominator * SCALE)
        if all(
            (rounded * SCALE < line * 10**places) == (numerator < line * denominator)
            for line in lines
        ):
            return decimal_text(rounded, places, at_least=places)
        places += 1


def shown_threshold(line: int) -> str:
    """A policy's line, exactly as it was defined: 40, 62.5."""
    return decimal_text(line, DECIMALS)
