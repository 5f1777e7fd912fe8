"""SGPA and CGPA: the mean of grade points, weighted by credits, from whole numbers.

Audits, subjects without credits and those with no grade yet have no part. A subject that is not
passed counts its credits with 0 points, or is left out, or leaves no average, as ordained.
"""

from collections.abc import Iterable

from students.rules.ordinances import DOWN, LEAVE_OUT, NO_AVERAGE, Ordinance
from students.rules.papers import Judged
from students.rules.units import half_up


def grade_point_average(ordinance: Ordinance, papers: Iterable[Judged]) -> int | None:
    """Σ(credits · points) / Σ credits in hundredths; None where there is none."""
    counted = [one for one in papers if one.in_average]
    failed = [one for one in counted if not one.passed]
    if failed and ordinance.failed == NO_AVERAGE:
        return None
    if ordinance.failed == LEAVE_OUT:
        counted = [one for one in counted if one.passed]
    credits = sum(one.paper.credits for one in counted)
    if not credits:
        return None
    points = sum(one.paper.credits * one.point for one in counted)
    return points // credits if ordinance.rounding == DOWN else half_up(points, credits)
