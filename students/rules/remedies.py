"""The smallest change that ends a reason: classes to attend, or points to gain.

Points are hundredths of a percent, so the smallest change is exact in what a page shows: the amount
suffices and one unit less does not.
"""

from dataclasses import dataclass

from students.rules.risk import PERCENT_WHOLE, Attendance
from students.rules.shown import shown, shown_threshold
from students.rules.units import HUNDRED
from students.rules.words import gettext as _
from students.rules.words import ngettext

CLASSES, POINTS, SUBJECT_AVERAGE = "classes", "points", "subject average"
HUNDREDTH = HUNDRED // PERCENT_WHOLE


@dataclass(frozen=True)
class Remedy:
    """An amount of a unit that ends a reason; the amount is None where nothing can this term.

    CLASSES to attend in a row; POINTS more in all subjects together, or more attendance, in
    hundredths of a percent; SUBJECT_AVERAGE needed in the subjects without a mark, likewise.
    """

    unit: str
    amount: int | None
    sentence: str


def attendance_remedy(attendance: Attendance, line: int, remaining: int | None = None) -> Remedy:
    """What lifts an attendance that lies below a line to it, `remaining` classes being planned."""
    goal = f"{shown_threshold(line)}\u00a0%"
    if remaining == 0:
        return Remedy(CLASSES, None, none_left(goal, reached=False))
    if not attendance.counted:
        return _percent_remedy(attendance, line)
    classes = classes_to_attend(attendance, line)
    if classes is None or (remaining is not None and classes > remaining):
        return Remedy(CLASSES, None, out_of_reach(goal))
    if classes == 1:
        return Remedy(CLASSES, 1, _("Attend the next class."))
    return Remedy(CLASSES, classes, _("Attend the next %(count)s classes.") % {"count": classes})


def none_left(goal: str, reached: bool) -> str:
    """What is left to say of a line when no class is to come."""
    if reached:
        return _("No class is left; %(goal)s is reached.") % {"goal": goal}
    return _("No class is left; %(goal)s is not reached.") % {"goal": goal}


def out_of_reach(goal: str) -> str:
    """What is to be said of a line that even full attendance, or full marks, does not reach."""
    return _("%(goal)s is not reachable this term.") % {"goal": goal}


def classes_to_attend(attendance: Attendance, line: int) -> int | None:
    """The fewest next classes that lift counted attendance to a line; None where none do."""
    missing = line * attendance.whole - attendance.part * HUNDRED
    if missing <= 0:
        return 0
    return _ceiling(missing, HUNDRED - line) if line < HUNDRED else None


def average_remedy(mark_sum: int, mark_count: int, pending: int, line: int) -> Remedy:
    """What lifts an average that lies below a line to it, `pending` subjects having no mark yet."""
    if pending:
        return _pending_remedy(mark_sum, mark_count, pending, line)
    missing = line * mark_count - mark_sum
    total = _ceiling(missing, HUNDREDTH)
    each = shown(_ceiling(missing, HUNDREDTH * mark_count) * HUNDREDTH)
    if mark_count == 1:
        return Remedy(POINTS, total, _("Needs %(points)s points more.") % {"points": each})
    in_all = shown(total * HUNDREDTH)
    words = _("Needs %(points)s points more on average: %(total)s in all over %(count)s subjects.")
    return Remedy(POINTS, total, words % {"points": each, "total": in_all, "count": mark_count})


def _percent_remedy(attendance: Attendance, line: int) -> Remedy:
    missing = line * attendance.whole - attendance.part * HUNDRED
    points = _ceiling(missing, HUNDREDTH * attendance.whole)
    words = _("Attendance has to rise by %(points)s points to %(line)s.")
    said = words % {"points": shown(points * HUNDREDTH), "line": f"{shown_threshold(line)}\u00a0%"}
    return Remedy(POINTS, points, said)


def _pending_remedy(mark_sum: int, mark_count: int, pending: int, line: int) -> Remedy:
    missing = line * (mark_count + pending) - mark_sum
    needed = _ceiling(missing, HUNDREDTH * pending)
    if needed > PERCENT_WHOLE:
        words = ngettext(
            "%(line)s is not reachable this term, even with full marks in the %(count)s subject "
            "without a mark yet.",
            "%(line)s is not reachable this term, even with full marks in the %(count)s subjects "
            "without a mark yet.",
            pending,
        )
        said = words % {"line": shown_threshold(line), "count": pending}
        return Remedy(SUBJECT_AVERAGE, None, said)
    words = ngettext(
        "Needs at least %(average)s in the %(count)s subject without a mark yet.",
        "Needs at least %(average)s on average in the %(count)s subjects without a mark yet.",
        pending,
    )
    said = words % {"average": shown(needed * HUNDREDTH), "count": pending}
    return Remedy(SUBJECT_AVERAGE, needed, said)


def _ceiling(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
