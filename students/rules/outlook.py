"""How many classes may still be missed and how many must be attended next, exact to the class.

With the number of classes still to come, a line counts at the end of the term. Without it nobody
knows the end, and the line counts from one class to the next.
"""

from dataclasses import dataclass

from students.rules.outcome import attendance_outlook
from students.rules.remedies import classes_to_attend, none_left
from students.rules.risk import Attendance
from students.rules.shown import shown_threshold
from students.rules.units import HUNDRED


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
        return f"{goal} is not reachable this term."
    if found.must_attend:
        return _must(found)
    if found.remaining is None:
        return _may_from_class_to_class(found, goal)
    return f"May still miss {found.may_miss} of the {_classes(found.remaining)} to come."


def _must(found: Outlook) -> str:
    next_ones = "class" if found.must_attend == 1 else f"{found.must_attend} classes"
    words = f"Must attend the next {next_ones}"
    others = (found.remaining or 0) - found.must_attend
    if others <= 0:
        return f"{words}."
    return f"{words}; may miss {found.may_miss} of the {_classes(others)} after."


def _may_from_class_to_class(found: Outlook, goal: str) -> str:
    if found.may_miss is None:
        return "No class has to be attended."
    if not found.may_miss:
        return f"Missing the next class falls below {goal}."
    next_ones = "class" if found.may_miss == 1 else f"{found.may_miss} classes"
    return f"May still miss the next {next_ones}."


def _in_a_row(held: int, attended: int, threshold: int) -> int | None:
    return classes_to_attend(Attendance(attended, held), threshold) if held else 0


def _classes(count: int) -> str:
    return "1 class" if count == 1 else f"{count} classes"
