"""The history of a term read forward: the risk at the end of each day on which anything changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from students.models import AttendanceChange, MarkChange
from students.rules import risk
from students.rules.grading import PRESENT, WITHHOLDING_STATES, mark_percent
from students.rules.policy import Policy
from students.rules.risk import Attendance, attendance_of, reported_attendance


@dataclass
class Past:
    """What a term's marks and attendance came to after some of its changes."""

    marks: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    registers: dict[int, Attendance | None] = field(default_factory=dict)
    total: Attendance | None = None

    def take_mark(self, change: MarkChange):
        """A change of a first attempt; parts of a mark and later attempts make no result."""
        self.marks[change.subject_id] = change.new_state, _percent(change)

    def take_attendance(self, change: AttendanceChange):
        """A change of a register, or of the total of the term."""
        if change.new_percent is not None:
            known = reported_attendance(change.new_percent)
        else:
            known = attendance_of(change.new_held or 0, change.new_attended or 0)
        if change.subject_id is None:
            self.total = known
        else:
            self.registers[change.subject_id] = known

    def bits(self, policy: Policy) -> int:
        """The bits of the risk it was at, under this policy."""
        withheld = any(state in WITHHOLDING_STATES for state, _ in self.marks.values())
        percents = [] if withheld else [one for _, one in self.marks.values() if one is not None]
        return risk.risk(policy, sum(percents), len(percents), self.attendance()).bits

    def attendance(self) -> Attendance | None:
        """Registers by subject win over a total of the term, as in a stored result."""
        known = [one for one in self.registers.values() if one is not None]
        if not known:
            return self.total
        return Attendance(sum(one.part for one in known), sum(one.whole for one in known))


def bits_by_day(
    policy: Policy, marks: Iterable[MarkChange], attendances: Iterable[AttendanceChange]
) -> list[tuple[date, int]]:
    """Days and the bits at the end of each, the oldest first; the changes in the order they came.

    Of the changes are asked `at`, `subject_id` and the new values.
    """
    past, found = Past(), []
    steps = [(one.at, past.take_mark, one) for one in marks]
    steps += [(one.at, past.take_attendance, one) for one in attendances]
    steps.sort(key=itemgetter(0))
    days = {at: timezone.localdate(at) for at, _, _ in steps}  # most of a term came in at once
    for day, some in groupby(steps, key=lambda step: days[step[0]]):
        for _, take, one in some:
            take(one)
        found.append((day, past.bits(policy)))
    return found


def attendance_by_day(
    attendances: Iterable[AttendanceChange],
) -> list[tuple[date, Attendance | None]]:
    """Days and the attendance at the end of each, None where unknown; otherwise as above."""
    past, found = Past(), []
    for day, some in groupby(attendances, key=lambda change: timezone.localdate(change.at)):
        for one in some:
            past.take_attendance(one)
        found.append((day, past.attendance()))
    return found


def _percent(change: MarkChange) -> int | None:
    if not change.new_state or (change.new_state == PRESENT and change.new_score is None):
        return None
    return mark_percent(
        change.new_state, _hundredths(change.new_score), _hundredths(change.new_max)
    )


def _hundredths(number: Decimal | None) -> int | None:
    return None if number is None else int(number.scaleb(2))
