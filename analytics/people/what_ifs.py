"""The students whom another policy would change, each with the lines that make the difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analytics.metrics.what_ifs import Outcome
from students.models import PolicyVersion, TermResult
from students.rules.policy import Policy
from students.rules.shown import ATTENDANCE_PLACES, PLACES, shown_ratio, shown_threshold
from students.rules.units import HUNDRED

ROWS_AT_ONCE = 500
RELATED = ("student", "branch")


@dataclass(frozen=True)
class ChangedRow:
    """One student: what is stored, what would be, and why."""

    student_id: int
    term_id: int
    roll_no: str
    name: str
    place: str
    average: str
    attendance: str
    before: Outcome
    after: Outcome
    reasons: tuple[str, ...]


def changed_rows(
    ids: Sequence[int], rows: QuerySet[TermResult], policy: Policy
) -> Iterator[ChangedRow]:
    """The rows of these results, from `metrics.what_ifs.would_change`, in the order of the ids."""
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = ids[start : start + ROWS_AT_ONCE]
        found = rows.order_by().select_related(*RELATED).in_bulk(some)
        versions = PolicyVersion.objects.in_bulk({one.policy_version_id for one in found.values()})
        for pk in some:
            if pk in found:  # it may have been removed a moment ago
                bound = versions[found[pk].policy_version_id].policy
                yield _row(found[pk], bound, policy)


def _row(result: TermResult, bound: Policy, policy: Policy) -> ChangedRow:
    average, attendance = _average(result, bound, policy), _attendance(result, bound, policy)
    return ChangedRow(
        student_id=result.student_id,
        term_id=result.term_id,
        roll_no=result.student.roll_no,
        name=result.student.name,
        place=" ".join(filter(None, (result.branch.code, str(result.semester), result.section))),
        average=average,
        attendance=attendance,
        before={"risk": result.risk, "grade": result.grade, "passed": result.passed},
        after={"risk": result.if_risk, "grade": result.if_grade, "passed": result.if_passed},
        reasons=(
            *_grade_reasons(result, policy, average),
            *_line_reasons(result, bound, policy, average, attendance),
        ),
    )


def _average(result: TermResult, *policies: Policy) -> str:
    lines = {line for policy in policies for line in policy.average_thresholds}
    count = result.mark_count
    return shown_ratio(result.mark_sum, count, tuple(lines), PLACES) if count else ""


def _attendance(result: TermResult, *policies: Policy) -> str:
    if result.attendance_whole is None:
        return ""
    lines = tuple({line for policy in policies for line in policy.attendance_thresholds})
    part = result.attendance_part * HUNDRED
    return shown_ratio(part, result.attendance_whole, lines, ATTENDANCE_PLACES)


def _grade_reasons(result: TermResult, policy: Policy, average: str) -> Iterator[str]:
    if result.grade == result.if_grade:
        return
    bands = {band.letter: band.at_least for band in policy.bands}
    line, words = bands[result.if_grade], {"average": average, "letter": result.if_grade}
    if line:
        words["line"] = shown_threshold(line)
        yield _("Average %(average)s: %(letter)s begins at %(line)s.") % words
    else:
        words["line"] = shown_threshold(policy.bands[-2].at_least)
        yield _("Average %(average)s: %(letter)s lies below %(line)s.") % words


def _line_reasons(
    result: TermResult, bound: Policy, policy: Policy, average: str, attendance: str
) -> Iterator[str]:
    """A sentence for each line of risk and passing that a figure would lie on the other side of."""
    share = (result.attendance_part or 0) * HUNDRED, result.attendance_whole or 0
    mean = result.mark_sum, result.mark_count
    for name, (total, count), figure, words in (
        ("average_high", mean, average, _average_words),
        ("average_medium", mean, average, _average_words),
        ("pass_average", mean, average, _average_words),
        ("attendance_high", share, attendance, _attendance_words),
        ("attendance_medium", share, attendance, _attendance_words),
    ):
        old, new = getattr(bound, name), getattr(policy, name)
        was_below, is_below = total < old * count, total < new * count
        if was_below != is_below:
            yield words(name, is_below, figure, shown_threshold(old), shown_threshold(new))


def _average_words(name: str, below: bool, figure: str, old: str, new: str) -> str:
    said = {"figure": figure, "old": old, "new": new}
    if name == "pass_average":
        if below:
            return _("Average %(figure)s passes from %(old)s, not from %(new)s.") % said
        return _("Average %(figure)s does not pass from %(old)s, but from %(new)s.") % said
    if below:
        return _("Average %(figure)s is not below %(old)s, but below %(new)s.") % said
    return _("Average %(figure)s is below %(old)s, not below %(new)s.") % said


def _attendance_words(name: str, below: bool, figure: str, old: str, new: str) -> str:
    said = {"figure": f"{figure}\u00a0%", "old": old, "new": new}
    if below:
        return _("Attendance %(figure)s is not below %(old)s, but below %(new)s.") % said
    return _("Attendance %(figure)s is below %(old)s, not below %(new)s.") % said
