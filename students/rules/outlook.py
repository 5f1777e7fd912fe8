"""How many classes may still be missed and how many must be attended next, exact to the class.

With the number of classes still to come, a line counts at the end of the term. Without it nobody
knows the end, and the line counts from one class to the next.
"""

from dataclasses import dataclass

from students.rules.outcome import attendance_outlook
from students.rules.remedies import classes_to_attend, none_left, out_of_reach
from students.rules.risk import Attendance
from students.rules.shown import shown_threshold
from students.rules.units import HUNDRED
from students.rules.words import gettext as _
from students.rules.words import ngettext


@dataclass(frozen=True)
class Outlook:
    """Of `remaining` classes (None: not planned) how many may be missed, how many next attended.

    Both are None where the line is out of reach; may_miss alone where any number may be missed.
    """

    line: int
    remaining: int | None
    may_miss: int | None
    must_attend: int | None

    @property
    def reachable(self) -> bool:
        return self.must_attend is not None


def may_miss(held: int, attended: int, planned: int, threshold: int) -> int | None:
    """Classes of the term still to come that may be missed; None when the line is out of reach.

    `planned` counts all classes of the term, those held included; the threshold is in 1e-10
    percent. The line is reached at the end by missing that many, and not by missing one more.
    """
    found = attendance_outlook(held, attended, planned, threshold)
    return found.may_miss if found else 0


def must_attend(held: int, attended: int, planned: int, threshold: int) -> int | None:
    """The fewest next classes, attended in a row, that lift attendance to the line.

    0 where it is reached or no class was held; None where those still to come are too few.
    """
    needed = _in_a_row(held, attended, threshold)
    remaining = max(planned - held, 0)
    return None if needed is None or needed > remaining else needed


def room(held: int, attended: int, threshold: int) -> int | None:
    """How many next classes, missed in a row, leave attendance at the line; None: any number."""
    return max(attended * HUNDRED // threshold - held, 0) if threshold else None


def outlook(held: int, attended: int, remaining: int | None, threshold: int) -> Outlook:
    """What is asked of a student who attended so many of the classes held."""
    if remaining is None:
        needed = _in_a_row(held, attended, threshold)
        spare = None if needed is None else room(held, attended, threshold)
        return Outlook(threshold, None, spare, needed)
    planned = held + remaining
    return Outlook(
        threshold,
        remaining,
        may_miss(held, attended, planned, threshold),
        must_attend(held, attended, planned, threshold),
    )


def sentence(found: Outlook) -> str:
    """An outlook in words, the same for staff and students."""
    goal = f"{shown_threshold(found.line)}\u00a0%"
    if found.remaining == 0:
        return none_left(goal, found.reachable)
    if not found.reachable:
        return out_of_reach(goal)
    if found.must_attend:
        return _must(found)
    if found.remaining is None:
        return _may_from_class_to_class(found, goal)
    words = ngettext(
        "May still miss %(missed)s of the %(count)s class to come.",
        "May still miss %(missed)s of the %(count)s classes to come.",
        found.remaining,
    )
    return words % {"missed": found.may_miss, "count": found.remaining}


def _must(found: Outlook) -> str:
    others = (found.remaining or 0) - found.must_attend
    if others <= 0:
        words = ngettext(
            "Must attend the next class.",
            "Must attend the next %(count)s classes.",
            found.must_attend,
        )
        return words % {"count": found.must_attend}
    if found.must_attend == 1:
        words = ngettext(
            "Must attend the next class; may miss %(missed)s of the %(others)s class after.",
            "Must attend the next class; may miss %(missed)s of the %(others)s classes after.",
            others,
        )
    else:
        words = ngettext(
            "Must attend the next %(count)s classes; may miss %(missed)s of the %(others)s class "
            "after.",
            "Must attend the next %(count)s classes; may miss %(missed)s of the %(others)s "
            "classes after.",
            others,
        )
    return words % {"count": found.must_attend, "missed": found.may_miss, "others": others}


def _may_from_class_to_class(found: Outlook, goal: str) -> str:
    if found.may_miss is None:
        return _("No class has to be attended.")
    if not found.may_miss:
        return _("Missing the next class falls below %(goal)s.") % {"goal": goal}
    words = ngettext(
        "May still miss the next class.",
        "May still miss the next %(count)s classes.",
        found.may_miss,
    )
    return words % {"count": found.may_miss}


def _in_a_row(held: int, attended: int, threshold: int) -> int | None:
    return classes_to_attend(Attendance(attended, held), threshold) if held else 0
