"""What registers mean for the examination: verdict, condonations, what is still asked."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from students.models import Condonation, SubjectAttendance
from students.registers.classes import ClassKey
from students.registers.plans import Plans
from students.rules.eligibility import CONDONED, NOT_KNOWN, SHORT, Verdict, verdict
from students.rules.outlook import outlook, sentence
from students.rules.risk import Attendance, attendance_of
from students.rules.shown import ATTENDANCE_PLACES, shown, shown_ratio, shown_threshold
from students.rules.units import HUNDRED


class Standings:
    """Verdicts and outlooks of registers with their results and terms; three queries for all."""

    def __init__(self, registers: Iterable[SubjectAttendance]):
        registers = list(registers)
        self._plans = Plans({_key(row) for row in registers})
        self._condonations = in_force({row.result_id for row in registers})

    def verdict(self, row: SubjectAttendance) -> Verdict:
        """Whether the examination in the subject may be sat."""
        lines = [one.line for one in self.condonations(row)]
        return verdict(attendance_of(row.held, row.attended), _line(row), lines)

    def condonations(self, row: SubjectAttendance) -> list[Condonation]:
        """Those in force for the subject, and for the whole term."""
        found = self._condonations[row.result_id]
        return [one for one in found if one.subject_id in (None, row.subject_id)]

    def outlook_words(self, row: SubjectAttendance) -> str:
        """What may still be missed, or must be attended, in a sentence."""
        over = row.result.term.is_over()
        remaining = 0 if over else self._plans.remaining(_key(row), row.held)
        return sentence(outlook(row.held, row.attended, remaining, _line(row)))

    def verdict_words(self, row: SubjectAttendance) -> str:
        """What stands in the way of the examination, is overlooked or unknown; else empty."""
        found = self.verdict(row)
        if found.state == NOT_KNOWN:
            return _("No class held yet")
        if found.state == SHORT:
            words = _("%(points)s short of %(percent)s")
            return words % {"points": lacking_words(found), "percent": _percent(_line(row))}
        return condoned_words(self.condonations(row)) if found.state == CONDONED else ""


def condoned_words(condonations: Iterable[Condonation]) -> str:
    """Down to what a shortage is condoned, and under which rule; of several the widest."""
    lowest = min(condonations, key=lambda one: one.line)
    words = _("Condoned down to %(percent)s (%(reference)s)")
    return words % {"percent": _percent(lowest.line), "reference": lowest.reference}


def lacking_words(found: Verdict) -> str:
    """The percentage points that lack: "1.2 points"."""
    return _("%(points)s points") % {"points": lacking_points(found)}


def lacking_points(found: Verdict) -> str:
    """The percentage points that lack as a number, never shown as none."""
    places = ATTENDANCE_PLACES
    while not float(shown(found.lacking, places)) and places < 10:
        places += 1
    return shown(found.lacking, places)


def shown_percent(row: SubjectAttendance) -> str:
    """A register's percent on its own side of every line of its policy."""
    found: Attendance | None = attendance_of(row.held, row.attended)
    if found is None:
        return ""
    policy = row.result.policy_version.policy
    lines = (*policy.attendance_thresholds, policy.attendance_eligible)
    return shown_ratio(found.part * HUNDRED, found.whole, lines, ATTENDANCE_PLACES)


def _percent(line: int) -> str:
    return f"{shown_threshold(line)}\u00a0%"


def _line(row: SubjectAttendance) -> int:
    return row.result.policy_version.policy.attendance_eligible


def _key(row: SubjectAttendance) -> ClassKey:
    result = row.result
    place = result.term_id, result.branch_id, result.semester, result.section
    return (*place, row.subject_id)


def in_force(result_ids: set[int]) -> dict[int, list[Condonation]]:
    """Condonations that are not revoked, by result. One query."""
    found = defaultdict(list)
    if result_ids:
        for one in Condonation.objects.in_force().filter(result__in=result_ids):
            found[one.result_id].append(one)
    return found
