"""The history of a term read forward: the risk at the end of each day on which anything changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from students.models import AttendanceChange, MarkChange
from students.rules import risk
from students.rules.grading import WITHHOLDING_STATES, mark_percent
from students.rules.policy import Policy
from students.rules.risk import Attendance, attendance_of, reported_attendance
from students.rules.units import units_of


@dataclass
class Past:
    """What a term's marks and attendance came to after some of its changes."""

    marks: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    registers: dict[int, Attendance | None] = field(default_factory=dict)
    total: Attendance | None = None

    def take(self, change: MarkChange | AttendanceChange):
        """One change more; parts of a mark and later attempts make no result."""
        if isinstance(change, AttendanceChange):
            self._take_attendance(change)
        elif change.attempt == 1 and not change.component:
            self.marks[change.subject_id] = change.new_state, _percent(change)

    def bits(self, policy: Policy) -> int:
        """The bits of the risk it was at, under this policy."""
        withheld = any(state in WITHHOLDING_STATES for state, _ in self.marks.values())
        percents = [] if withheld else [one for _, one in self.marks.values() if one is not None]
        return risk.risk(policy, sum(percents), len(percents), self._attendance()).bits

    def _take_attendance(self, change: AttendanceChange):
        if change.new_percent is not None:
            known = reported_attendance(change.new_percent)
        else:
            known = attendance_of(change.new_held or 0, change.new_attended or 0)
        if change.subject_id is None:
            self.total = known
        else:
            self.registers[change.subject_id] = known

    def _attendance(self) -> Attendance | None:
        """Registers by subject win over a total of the term, as in a stored result."""
        known = [one for one in self.registers.values() if one is not None]
        if not known:
            return self.total
        return Attendance(sum(one.part for one in known), sum(one.whole for one in known))


def bits_by_day(
    policy: Policy, changes: Iterable[MarkChange | AttendanceChange]
) -> list[tuple[date, int]]:
    """Days and the bits at the end of each, the oldest first; `changes` in the order they came."""
    past, found = Past(), {}
    for change in changes:
        past.take(change)
        found[timezone.localdate(change.at)] = past.bits(policy)
    return list(found.items())


def _percent(change: MarkChange) -> int | None:
    if not change.new_state or (change.new_state == "present" and change.new_score is None):
        return None
    score = None if change.new_score is None else units_of(change.new_score, 2)
    return mark_percent(change.new_state, score, units_of(change.new_max, 2))
