"""What a student still needs, in plain words: for the next grade, to pass, to be in order.

These pages speak to the student: no level of risk, no comparison with anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.people.scores import Score
from students.rules import remedies
from students.rules.grading import ResultFigures, band_index
from students.rules.outlook import outlook, room, sentence
from students.rules.policy import Policy
from students.rules.risk import Attendance
from students.rules.shown import shown, shown_threshold
from students.rules.units import HUNDRED

OPEN, DONE, OUT = "open", "done", "out"


@dataclass(frozen=True)
class Need:
    """One aim, and what it takes; OPEN it can be reached, DONE it is, OUT it cannot be."""

    title: str
    sentence: str
    state: str = OPEN


@dataclass(frozen=True)
class Classes:
    """Attendance of all subjects and the classes still to come, each None where not known."""

    attendance: Attendance | None
    remaining: int | None = None


def needs(
    policy: Policy,
    figures: ResultFigures,
    scores: Sequence[Score],
    classes: Classes,
) -> tuple[Need, ...]:
    """All of them for one term, from what is published of it."""
    found = (
        _grade(policy, figures),
        _subjects(policy, scores),
        _attendance(policy, classes),
    )
    return tuple(need for need in found if need)


def _grade(policy: Policy, figures: ResultFigures) -> Need | None:
    if figures.withheld:
        return Need("Your result is withheld", "Ask the examination office what is missing.", OUT)
    waiting = figures.registered - figures.mark_count
    place = band_index(policy, figures.mark_sum, figures.mark_count)
    if place is None and not waiting:
        return None
    best = place == 0
    if best and not waiting:
        return Need(f"You have the best grade, {policy.bands[0].letter}", "", DONE)
    # Without any mark the aim is to pass: the lowest band that is not the failing one.
    band = policy.bands[len(policy.bands) - 2 if place is None else max(place - 1, 0)]
    line = shown_threshold(band.at_least)
    remedy = remedies.average_remedy(figures.mark_sum, figures.mark_count, waiting, band.at_least)
    if waiting:
        title = f"{'Keep' if best else 'Reach'} grade {band.letter}"
        return _still_open(title, remedy, waiting, line)
    complete = "All your marks are published."
    return Need(f"Grade {band.letter} begins at {line}", f"{complete} {remedy.sentence}", OUT)


def _still_open(title: str, remedy: remedies.Remedy, waiting: int, line: str) -> Need:
    subjects = "subject" if waiting == 1 else f"{waiting} subjects"
    if remedy.amount is None:
        full = f"even with full marks in the {subjects} not published yet"
        return Need(title, f"An average of {line} is out of reach this term, {full}.", OUT)
    if remedy.amount <= 0:
        return Need(
            title, f"It is yours whatever the {subjects} not published yet may bring.", DONE
        )
    needed = shown(remedy.amount * remedies.HUNDREDTH)
    each = " on average" if waiting > 1 else ""
    return Need(title, f"At least {needed}{each} in the {subjects} not published yet.")


def _subjects(policy: Policy, scores: Sequence[Score]) -> Need | None:
    failed = [score for score in scores if score.failed]
    if not failed:
        return None
    names = ", ".join(f"{one.title} ({one.words.lower() or one.percent})" for one in failed)
    line = shown_threshold(policy.pass_subject)
    return Need("Pass every subject", f"Not passed yet: {names}. A pass is {line}.")


def _attendance(policy: Policy, classes: Classes) -> Need | None:
    line, attendance = policy.attendance_medium, classes.attendance
    if attendance is None:
        return None
    goal = f"{shown_threshold(line)}\u00a0%"
    if attendance.part * HUNDRED >= line * attendance.whole:
        return Need("Your attendance is in order", _may_miss(classes, line, goal), DONE)
    remedy = remedies.attendance_remedy(attendance, line, classes.remaining)
    if remedy.amount is None and classes.remaining == 0:
        return Need("Your attendance stayed below the line", remedy.sentence, OUT)
    if remedy.amount is None:
        return Need(f"{goal} attendance is out of reach", remedy.sentence, OUT)
    brings = f" That brings you to {goal}." if attendance.counted else ""
    return Need(f"Bring your attendance to {goal}", f"{remedy.sentence}{brings}")


def _may_miss(classes: Classes, line: int, goal: str) -> str:
    attendance, remaining = classes.attendance, classes.remaining
    if remaining == 0:
        return remedies.none_left(goal, reached=True)
    if not attendance.counted or not line:
        return f"It should be at least {goal}."
    if remaining is not None:
        return sentence(outlook(attendance.whole, attendance.part, remaining, line))
    spare = room(attendance.whole, attendance.part, line)
    if spare < 1:
        return f"Missing the next class would take you below {goal}."
    classes = "one missed class" if spare == 1 else f"{spare} missed classes"
    return f"There is room for {classes} before it falls below {goal}."
