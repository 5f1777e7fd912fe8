"""Attendance of a term as a page shows it: each register, what they come to, what disagrees."""

from collections.abc import Iterable
from dataclasses import dataclass

from students.models import SubjectAttendance, TermAttendance
from students.rules.policy import Policy
from students.rules.risk import Attendance, attendance_bits, attendance_of
from students.rules.shown import shown_attendance, shown_threshold
from students.rules.units import SCALE


@dataclass(frozen=True)
class Register:
    """Classes of one subject; `percent` is empty and `share` None where none was held."""

    title: str
    code: str
    held: int
    attended: int
    excused: int
    percent: str
    share: float | None


@dataclass(frozen=True)
class Presence:
    """A term's attendance: the percent, what it was counted from, and the registers behind it."""

    percent: str
    share: float | None
    counted: str
    ratio: str
    line: str
    line_share: float
    short: bool
    registers: tuple[Register, ...] = ()
    disagreement: str = ""


def presence_of(
    attendance: Attendance | None,
    policy: Policy,
    registers: Iterable[SubjectAttendance] = (),
    total: TermAttendance | None = None,
) -> Presence:
    """A term's attendance, with its registers and the total kept beside them, if any."""
    registers = tuple(registers)
    return Presence(
        percent=shown_attendance(attendance, policy),
        share=share_of(attendance),
        counted=counted_words(attendance),
        ratio=ratio_words(attendance),
        line=shown_threshold(policy.attendance_medium),
        line_share=policy.attendance_medium / SCALE,
        short=attendance_bits(policy, attendance) > 0,
        registers=tuple(register_of(one, policy) for one in registers),
        disagreement=disagreement_words(registers, total),
    )


def register_of(row: SubjectAttendance, policy: Policy) -> Register:
    """One subject's register."""
    attendance = attendance_of(row.held, row.attended)
    return Register(
        title=row.subject.title or row.subject.code,
        code=row.subject.code,
        held=row.held,
        attended=row.attended,
        excused=row.excused,
        percent=shown_attendance(attendance, policy),
        share=share_of(attendance),
    )


def share_of(attendance: Attendance | None) -> float | None:
    """Where it lies on a bar from 0 to 100."""
    return None if attendance is None else attendance.percent / SCALE


def counted_words(attendance: Attendance | None) -> str:
    """What the percent was taken from: "44 of 80 classes"."""
    if attendance is None:
        return "no attendance yet"
    return f"{ratio_words(attendance)} classes" if attendance.counted else "as reported"


def ratio_words(attendance: Attendance | None) -> str:
    """The classes behind the percent, as a table's cell: "44 of 80"; empty for a percent alone."""
    counted = attendance is not None and attendance.counted
    return f"{attendance.part} of {attendance.whole}" if counted else ""


def disagreement_words(
    registers: tuple[SubjectAttendance, ...], total: TermAttendance | None
) -> str:
    """What a total of the term says otherwise than the registers, which win; empty for nothing."""
    held = sum(row.held for row in registers)
    attended = sum(row.attended for row in registers)
    if not held or total is None or (total.held, total.attended) == (held, attended):
        return ""
    said = (
        f"{total.percent:f}\u00a0%"
        if total.held is None
        else f"{total.attended} of {total.held} classes"
    )
    return (
        f"The total of the term says {said}, the registers come to {attended} of {held} classes."
        " The registers count."
    )
