"""Attendance of a term as a page shows it: each register, what they come to, what disagrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analytics.numerals import percent
from analytics.wording import of_all
from students.models import SessionPresence, SubjectAttendance, TermAttendance, TermResult
from students.registers.standings import Standings
from students.rules.policy import Policy
from students.rules.presence import EXCUSED, MISSED
from students.rules.risk import Attendance, attendance_bits, attendance_of
from students.rules.shown import shown_attendance, shown_threshold
from students.rules.units import SCALE, is_rounded


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
    outlook: str = ""
    verdict: str = ""
    reported: str = ""


@dataclass(frozen=True)
class Missed:
    """A class that was missed: when, in which subject, and "Excused" where it was."""

    on: date
    period: int
    code: str
    words: str


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
    eligible_line: str = ""
    missed: tuple[Missed, ...] = ()


def presence_of(
    attendance: Attendance | None,
    policy: Policy,
    registers: Iterable[SubjectAttendance] = (),
    total: TermAttendance | None = None,
) -> Presence:
    """A term's attendance, with its registers and the total kept beside them, if any."""
    registers = tuple(registers)
    standings = Standings(registers)
    return Presence(
        percent=shown_attendance(attendance, policy),
        share=share_of(attendance),
        counted=counted_words(attendance),
        ratio=ratio_words(attendance),
        line=shown_threshold(policy.attendance_medium),
        line_share=policy.attendance_medium / SCALE,
        short=attendance_bits(policy, attendance) > 0,
        registers=tuple(register_of(one, policy, standings) for one in registers),
        eligible_line=shown_threshold(policy.attendance_eligible),
        missed=tuple(missed_classes(registers)),
        disagreement=disagreement_words(registers, total),
    )


def registers_of(result: TermResult, rows: QuerySet[SubjectAttendance]) -> list[SubjectAttendance]:
    """The rows of one result, each with that result at hand. One query."""
    registers = list(rows.filter(result=result).select_related("subject"))
    for row in registers:
        row.result = result
    return registers


def register_of(
    row: SubjectAttendance, policy: Policy, standings: Standings | None = None
) -> Register:
    """One subject's register; with its outlook and verdict where standings are given."""
    attendance = attendance_of(row.held, row.attended)
    return Register(
        title=row.subject.title or row.subject.code,
        code=row.subject.code,
        held=row.held,
        attended=row.attended,
        excused=row.excused,
        percent=shown_attendance(attendance, policy),
        share=share_of(attendance),
        outlook=standings.outlook_words(row) if standings and row.held else "",
        verdict=standings.verdict_words(row) if standings else "",
        reported=reported_words(row),
    )


def reported_words(row: SubjectAttendance) -> str:
    """The total that was known before classes were taken one by one, where it says otherwise."""
    said = row.reported_held, row.reported_attended
    if None in said or said == (row.held, row.attended):
        return ""
    sentence = _("A total said %(attended)s of %(held)s; the classes count.")
    return sentence % {"attended": row.reported_attended, "held": row.reported_held}


def missed_classes(registers: Iterable[SubjectAttendance]) -> Iterable[Missed]:
    """The classes missed in these registers, the newest first. One query, where there are any."""
    kept = [row for row in registers if row.by_session]
    if not kept:
        return
    rows = SessionPresence.objects.filter(
        result__in={row.result_id for row in kept},
        session__subject__in=[row.subject_id for row in kept],
        session__held=True,
        state__in=MISSED,
    ).select_related("session__subject")
    for one in rows.order_by("-session__on", "-session__period", "pk"):
        of = one.session
        words = one.get_state_display() if one.state == EXCUSED else ""
        yield Missed(of.on, of.period, of.subject.code, words)


def share_of(attendance: Attendance | None) -> float | None:
    """Where it lies on a bar from 0 to 100."""
    return None if attendance is None else attendance.percent / SCALE


def counted_words(attendance: Attendance | None) -> str:
    """What the percent was taken from: "44 of 80 classes"."""
    if attendance is None:
        return _("no attendance yet")
    counts = attendance.part, attendance.whole
    return classes_words(*counts) if attendance.counted else _("as reported")


def classes_words(attended: int, held: int) -> str:
    """ "44 of 80 classes"."""
    return _("%(attended)s of %(held)s classes") % {"attended": attended, "held": held}


def ratio_words(attendance: Attendance | None) -> str:
    """The classes behind the percent, as a table's cell: "44 of 80"; empty for a percent alone."""
    counted = attendance is not None and attendance.counted
    return of_all(attendance.part, attendance.whole) if counted else ""


def says_the_same(total: TermAttendance, held: int, attended: int) -> bool:
    """Whether a total of the term is these counts, or the percent they come to, as rounded."""
    if total.held is not None:
        return (total.held, total.attended) == (held, attended)
    return is_rounded(int(total.percent * SCALE), attendance_of(held, attended).percent)


def disagreement_words(
    registers: tuple[SubjectAttendance, ...], total: TermAttendance | None
) -> str:
    """What a total of the term says otherwise than the registers, which win; empty for nothing."""
    held = sum(row.held for row in registers)
    attended = sum(row.attended for row in registers)
    if not held or total is None or says_the_same(total, held, attended):
        return ""
    said = (
        percent(f"{total.percent:f}")
        if total.held is None
        else classes_words(total.attended, total.held)
    )
    return _(
        "The total of the term says %(said)s, the registers come to %(attended)s of %(held)s"
        " classes. The registers count."
    ) % {"said": said, "attended": attended, "held": held}
