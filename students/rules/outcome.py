"""What a term comes to: passed or not, and what attendance is still possible."""

from dataclasses import dataclass

from students.rules.grading import ResultFigures, passed
from students.rules.policy import Policy
from students.rules.units import HUNDRED


@dataclass(frozen=True)
class Outcome:
    """Passed by the average (the paper's pass rate) and in every subject; None is not known yet."""

    on_average: bool | None
    in_all_subjects: bool | None


@dataclass(frozen=True)
class AttendanceOutlook:
    """Of the remaining classes: how many have to be attended, how many may be missed.

    Both are None when even attending all of them does not reach the line.
    """

    remaining: int
    must_attend: int | None
    may_miss: int | None


def outcome(policy: Policy, figures: ResultFigures) -> Outcome:
    """Both outcomes of one result; a stored result has the attributes asked for here too."""
    return Outcome(
        on_average=passed(policy, figures.mark_sum, figures.mark_count),
        in_all_subjects=_all_subjects_passed(figures),
    )


def attendance_outlook(
    held: int, attended: int, planned: int, threshold: int
) -> AttendanceOutlook | None:
    """What a threshold (1e-10 percent) asks of the term; None when no class is held or planned.

    `planned` counts all classes of the term, those held included; more held than planned means
    that none remain.
    """
    whole = max(held, planned)
    if not whole:
        return None
    remaining = whole - held
    must_attend = max(0, -(-threshold * whole // HUNDRED) - attended)
    if must_attend > remaining:
        return AttendanceOutlook(remaining, None, None)
    return AttendanceOutlook(remaining, must_attend, remaining - must_attend)


def _all_subjects_passed(figures: ResultFigures) -> bool | None:
    if figures.withheld or not figures.mark_count:
        return None
    if figures.failed:
        return False
    return None if figures.provisional else True
