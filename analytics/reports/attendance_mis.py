"""Attendance MIS: every student's attendance against the line, by branch, batch and month."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.books import WHOLE, Book, Column, Sheet, Value
from analytics.chosen import INSTITUTION
from analytics.metrics.dimensions import BATCH, BRANCH
from analytics.metrics.figures import Figures
from analytics.metrics.registers import own_registers
from analytics.reports.attendance_levels import level_sheet, month_sheet
from analytics.reports.attendance_lines import attendance_columns, line_percent
from analytics.reports.places import in_terms, no_batch
from analytics.reports.report import Report
from analytics.scope import Scope
from students.models import Institution, SubjectAttendance, TermResult
from students.rules.policy import Policy
from students.sight import Sight

AT_ONCE = 1000


def book(sight: Sight, institution: Institution, day: datetime.date) -> Book:
    """Of the whole records in sight, and of the subjects the viewer teaches beside these."""
    scope = Scope.of(sight, {INSTITUTION: institution.code}, one_subject=False, on=day)
    figures, sheets = Figures(scope), []
    if scope.sees_whole:
        named = scope.leads_to_students
        sheets += [_students(figures)] if named else []
        sheets.append(level_sheet(figures, BRANCH, named, _("Branches")))
        sheets.append(level_sheet(figures, BATCH, named, _("Batches")))
        sheets.append(month_sheet(figures, day, _("Months")))
    if scope.duties.subjects or not sheets:
        sheets.append(_own_subjects(figures))
    return Book(str(REPORT.title), in_terms(scope, institution), day, tuple(sheets))


def _students(figures: Figures) -> Sheet:
    rows = figures.scope.whole_results().order_by(
        "branch__code_key", "batch__code_key", "semester", "section", "student__roll_key", "pk"
    )
    return Sheet(
        key="students",
        title=_("Students"),
        columns=(*_who(), Column("section", _("Section"), width=8), *attendance_columns()),
        rows=_of_results(figures, rows),
        notes=(
            _("Attendance of the term as far as it is known; the lines are those of the policy."),
            _("In the last row it is the mean of the students’ percents, as on the dashboard."),
        ),
        total=_("Total shown"),
        empty=_("No student is in this selection."),
        held=2,
    )


def _who() -> tuple[Column, ...]:
    return (
        Column("roll", _("Roll number"), width=12),
        Column("name", _("Name"), width=22),
        Column("branch", _("Branch"), width=8),
        Column("batch", _("Batch"), width=10),
        Column("semester", _("Semester"), WHOLE, width=9),
    )


def _of_results(figures: Figures, rows: QuerySet[TermResult]) -> Iterator[tuple[Value, ...]]:
    for one in rows.select_related("student", "branch", "batch").iterator(AT_ONCE):
        policy = figures.policies[one.policy_version_id].policy
        yield (*_whose(one), one.section, *_attendance(one), *_lines(policy))


def _whose(one: TermResult) -> tuple[Value, ...]:
    batch = one.batch.code if one.batch else no_batch()
    return one.student.roll_no, one.student.name, one.branch.code, batch, one.semester


def _attendance(one: TermResult) -> tuple[Value, ...]:
    """Held, attended, reported: counts or a percent, or nothing."""
    if one.attendance_whole is None:
        return None, None, None
    if one.attendance_counted:
        return one.attendance_whole, one.attendance_part, None
    return None, None, Decimal(one.attendance_part * 100) / one.attendance_whole


def _lines(policy: Policy) -> tuple[Value, ...]:
    return line_percent(policy.attendance_medium), line_percent(policy.attendance_high)


def _own_subjects(figures: Figures) -> Sheet:
    """The registers of the subjects the viewer teaches; nothing else of these students."""
    return Sheet(
        key="subjects",
        title=_("Own subjects"),
        columns=(
            Column("subject", _("Subject"), width=24),
            *_who(),
            Column("section", _("Section"), width=8),
            *attendance_columns(),
        ),
        rows=_of_registers(figures, own_registers(figures.scope)),
        notes=(
            _("The registers of the subjects you teach."),
            _("In the last row the attendance is the mean of the percents above."),
        ),
        total=_("Total shown"),
        empty=_("No register is known here."),
        held=3,
    )


def _of_registers(
    figures: Figures, rows: QuerySet[SubjectAttendance]
) -> Iterator[tuple[Value, ...]]:
    for row in rows.iterator(AT_ONCE):
        one, subject = row.result, row.subject
        policy = figures.policies[one.policy_version_id].policy
        counts = row.held, row.attended, None
        title = subject.title or subject.code
        yield (title, *_whose(one), one.section, *counts, *_lines(policy))


REPORT = Report(
    slug="attendance-mis",
    title=gettext_lazy("Attendance MIS"),
    why=gettext_lazy("Who came how often, and who is below the line, to be acted on in time."),
    allowed=lambda sight: sight.sees_figures,
    book=book,
)
