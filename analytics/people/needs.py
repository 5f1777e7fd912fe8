"""What a student still needs, in plain words: for the next grade, to pass, to be in order.

These pages speak to the student: no level of risk, no comparison with anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.numerals import percent
from analytics.people.ahead import Ahead
from analytics.people.scores import Score
from students.rules import remedies
from students.rules.grading import ResultFigures, band_index
from students.rules.outlook import outlook, room, sentence
from students.rules.policy import Band, Policy
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
    to_come: Ahead | None = None,
) -> tuple[Need, ...]:
    """All of them for one term, from what is published of it.

    `to_come` where parts of some marks are in and others are not.
    """
    found = (
        _grade(policy, figures, to_come),
        _subjects(policy, scores),
        _attendance(policy, classes),
    )
    return tuple(need for need in found if need)


def _grade(policy: Policy, figures: ResultFigures, to_come: Ahead | None) -> Need | None:
    if figures.withheld:
        return Need(
            _("Your result is withheld"), _("Ask the examination office what is missing."), OUT
        )
    waiting = figures.registered - figures.mark_count
    place = band_index(policy, figures.mark_sum, figures.mark_count)
    if place is None and not waiting:
        return None
    best = place == 0
    # Without any mark the aim is to pass: the lowest band that is not the failing one.
    band = policy.bands[len(policy.bands) - 2 if place is None else max(place - 1, 0)]
    if to_come:  # which parts are the best that count, nobody knows before all are in
        return None if policy.ordinance.best_of else _part_by_part(band, best, to_come)
    if best and not waiting:
        title = _("You have the best grade, %(grade)s") % {"grade": policy.bands[0].letter}
        return Need(title, "", DONE)
    line = shown_threshold(band.at_least)
    remedy = remedies.average_remedy(figures.mark_sum, figures.mark_count, waiting, band.at_least)
    if waiting:
        title = _("Keep grade %(grade)s") if best else _("Reach grade %(grade)s")
        return _still_open(title % {"grade": band.letter}, remedy, waiting, line)
    title = _("Grade %(grade)s begins at %(line)s") % {"grade": band.letter, "line": line}
    complete = _("All your marks are published.")
    return Need(title, f"{complete} {remedy.sentence}", OUT)


def _part_by_part(band: Band, best: bool, to_come: Ahead) -> Need:
    """As below, where something is still to come in subjects that have a mark already."""
    title = _("Keep grade %(grade)s") if best else _("Reach grade %(grade)s")
    title, needed = title % {"grade": band.letter}, to_come.needed(band.at_least)
    told = {"count": to_come.open, "line": shown_threshold(band.at_least)}
    if needed is None:
        words = ngettext(
            "An average of %(line)s is out of reach this term, even with full marks in all that is"
            " still to come in the subject.",
            "An average of %(line)s is out of reach this term, even with full marks in all that is"
            " still to come in %(count)s subjects.",
            to_come.open,
        )
        return Need(title, words % told, OUT)
    if needed <= 0:
        return Need(title, _("It is yours whatever is still to come may bring."), DONE)
    words = ngettext(
        "At least %(needed)s in what is still to come in the subject.",
        "At least %(needed)s in everything that is still to come, in %(count)s subjects.",
        to_come.open,
    )
    return Need(title, words % (told | {"needed": shown(needed * remedies.HUNDREDTH)}))


def _still_open(title: str, remedy: remedies.Remedy, waiting: int, line: str) -> Need:
    if remedy.amount is None:
        words = ngettext(
            "An average of %(line)s is out of reach this term, even with full marks in the subject"
            " not published yet.",
            "An average of %(line)s is out of reach this term, even with full marks in the"
            " %(count)s subjects not published yet.",
            waiting,
        )
        return Need(title, words % {"line": line, "count": waiting}, OUT)
    if remedy.amount <= 0:
        words = ngettext(
            "It is yours whatever the subject not published yet may bring.",
            "It is yours whatever the %(count)s subjects not published yet may bring.",
            waiting,
        )
        return Need(title, words % {"count": waiting}, DONE)
    words = ngettext(
        "At least %(needed)s in the subject not published yet.",
        "At least %(needed)s on average in the %(count)s subjects not published yet.",
        waiting,
    )
    needed = shown(remedy.amount * remedies.HUNDREDTH)
    return Need(title, words % {"needed": needed, "count": waiting})


def _subjects(policy: Policy, scores: Sequence[Score]) -> Need | None:
    failed = [score for score in scores if score.failed]
    if not failed:
        return None
    names = ", ".join(f"{one.title} ({one.words.lower() or one.percent})" for one in failed)
    line = shown_threshold(policy.pass_subject)
    words = _("Not passed yet: %(subjects)s. A pass is %(line)s.")
    return Need(_("Pass every subject"), words % {"subjects": names, "line": line})


def _attendance(policy: Policy, classes: Classes) -> Need | None:
    line, attendance = policy.attendance_medium, classes.attendance
    if attendance is None:
        return None
    goal = percent(shown_threshold(line))
    if attendance.part * HUNDRED >= line * attendance.whole:
        return Need(_("Your attendance is in order"), _may_miss(classes, line, goal), DONE)
    remedy = remedies.attendance_remedy(attendance, line, classes.remaining)
    if remedy.amount is None and classes.remaining == 0:
        return Need(_("Your attendance stayed below the line"), remedy.sentence, OUT)
    if remedy.amount is None:
        title = _("%(goal)s attendance is out of reach") % {"goal": goal}
        return Need(title, remedy.sentence, OUT)
    title = _("Bring your attendance to %(goal)s") % {"goal": goal}
    brings = _("That brings you to %(goal)s.") % {"goal": goal}
    return Need(title, f"{remedy.sentence} {brings}" if attendance.counted else remedy.sentence)


def _may_miss(classes: Classes, line: int, goal: str) -> str:
    attendance, remaining = classes.attendance, classes.remaining
    if remaining == 0:
        return remedies.none_left(goal, reached=True)
    if not attendance.counted or not line:
        return _("It should be at least %(goal)s.") % {"goal": goal}
    if remaining is not None:
        return sentence(outlook(attendance.whole, attendance.part, remaining, line))
    spare = room(attendance.whole, attendance.part, line)
    if spare < 1:
        return _("Missing the next class would take you below %(goal)s.") % {"goal": goal}
    words = ngettext(
        "There is room for one missed class before it falls below %(goal)s.",
        "There is room for %(count)s missed classes before it falls below %(goal)s.",
        spare,
    )
    return words % {"count": spare, "goal": goal}
