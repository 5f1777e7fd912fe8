"""Why a student is at risk, and the smallest change that would end each reason.

One reason for each measure, by the stronger line it lies below, as risk keeps its bits. Reasons are
computed when read, from stored values and the bound policy.
"""

from dataclasses import dataclass
from typing import Protocol

from students.rules import remedies, risk
from students.rules.policy import Policy
from students.rules.risk import Attendance
from students.rules.shown import shown_attendance, shown_average, shown_threshold
from students.rules.words import gettext as _

AVERAGE, ATTENDANCE = "average", "attendance"
MARKS_RECORD, ATTENDANCE_RECORD = "marks", "attendance"


class Figures(Protocol):
    """What is asked of a result: ResultFigures and a stored result both have it."""

    mark_sum: int
    mark_count: int
    registered: int
    withheld: bool


@dataclass(frozen=True)
class Reason:
    """One line not reached; value, record and remedy are empty for who may not see them."""

    measure: str
    level: str
    threshold: str
    sentence: str
    value: str = ""
    record: str = ""
    remedy: remedies.Remedy | None = None


def reasons(
    policy: Policy,
    figures: Figures,
    attendance: Attendance | None,
    remaining_classes: int | None = None,
) -> tuple[Reason, ...]:
    """Every reason with its figures; `remaining_classes` of the term, where they are planned."""
    average = _average_reason(policy, figures)
    present = _attendance_reason(policy, attendance, remaining_classes)
    return tuple(reason for reason in (average, present) if reason)


def reasons_for_subject_teacher(
    policy: Policy, figures: Figures, attendance: Attendance | None
) -> tuple[Reason, ...]:
    """The same reasons by their thresholds alone: no figure another subject has a part in."""
    sentences = {
        AVERAGE: _("The average of all subjects is below {line}."),
        ATTENDANCE: _("Attendance in all subjects is below {line}."),
    }
    return tuple(
        Reason(
            measure=reason.measure,
            level=reason.level,
            threshold=reason.threshold,
            sentence=sentences[reason.measure].format(line=_line(reason)),
        )
        for reason in reasons(policy, figures, attendance)
    )


def _line(reason: Reason) -> str:
    return _percent(reason.threshold) if reason.measure == ATTENDANCE else reason.threshold


def _percent(text: str) -> str:
    return f"{text}\u00a0%"


def gaps(figures: Figures, attendance: Attendance | None) -> tuple[str, ...]:
    """What is missing for a full judgement, as sentences: the words behind "not enough data"."""
    found = []
    if figures.withheld:
        found.append(_("The result is withheld."))
    elif not figures.mark_count:
        found.append(_("There is no mark yet."))
    if attendance is None:
        found.append(_("There is no attendance yet."))
    return tuple(found)


def _average_reason(policy: Policy, figures: Figures) -> Reason | None:
    mark_sum, mark_count = figures.mark_sum, figures.mark_count
    bits = risk.average_bits(policy, mark_sum, mark_count)
    if not bits:
        return None
    line = policy.average_high if bits & risk.HIGH_BITS else policy.average_medium
    value, threshold = shown_average(mark_sum, mark_count, policy), shown_threshold(line)
    pending = figures.registered - mark_count
    return Reason(
        measure=AVERAGE,
        level=_level(bits),
        threshold=threshold,
        sentence=_("The average is %(value)s, below %(line)s.")
        % {"value": value, "line": threshold},
        value=value,
        record=MARKS_RECORD,
        remedy=remedies.average_remedy(mark_sum, mark_count, pending, line),
    )


def _attendance_reason(
    policy: Policy, attendance: Attendance | None, remaining: int | None
) -> Reason | None:
    bits = risk.attendance_bits(policy, attendance)
    if not bits:
        return None
    line = policy.attendance_high if bits & risk.HIGH_BITS else policy.attendance_medium
    value, threshold = shown_attendance(attendance, policy), shown_threshold(line)
    return Reason(
        measure=ATTENDANCE,
        level=_level(bits),
        threshold=threshold,
        sentence=_("Attendance is %(value)s, below %(line)s.")
        % {"value": _percent(value), "line": _percent(threshold)},
        value=value,
        record=ATTENDANCE_RECORD,
        remedy=remedies.attendance_remedy(attendance, line, remaining),
    )


def _level(bits: int) -> str:
    return risk.HIGH if bits & risk.HIGH_BITS else risk.MEDIUM
