"""A student's term as the API tells it: the figures of the students' rows, and its state."""

from collections.abc import Container, Iterable

from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.api.attendance_rows import SubjectAttendanceRow, TermAttendanceRow
from analytics.api.mark_rows import MarkRow
from analytics.api.rows import StudentRow, rows
from analytics.scope import Scope
from students.models import TermResult
from students.models.partial_marks import part_entered_results

WHOLE_ALONE = ("passed", "provisional", "withheld")


class ResultRow(StudentRow):
    """One student in one term; `passed`, `provisional` and `withheld` are of the whole record.

    `provisional`: a mark, or a component of one, is still to come.
    """

    student = serializers.IntegerField()
    institution = serializers.CharField()
    status = serializers.CharField()
    passed = serializers.BooleanField(allow_null=True)
    provisional = serializers.BooleanField(allow_null=True)
    withheld = serializers.BooleanField(allow_null=True)
    policy = serializers.IntegerField()


class ResultDetail(ResultRow):
    """The same with its marks and attendance, as far as the viewer may see them."""

    marks = MarkRow(many=True)
    term_attendance = TermAttendanceRow(allow_null=True)
    subject_attendance = SubjectAttendanceRow(many=True)


ResultPage = page_of(ResultRow)


def result_rows(scope: Scope, results: Iterable[TermResult]) -> list[dict]:
    """One row for each result that was `told`; two queries more where a subject is chosen."""
    results = list(results)
    waiting = part_entered_results(one.pk for one in results if one.is_whole)
    told = zip(rows(scope, results), results, strict=True)
    codes = {one.pk: one.code for one in scope.places.institutions}
    return [row | _of_term(result, codes[result.institution_id], waiting) for row, result in told]


def _of_term(result: TermResult, institution: str, waiting: Container[int]) -> dict:
    of_record = {name: getattr(result, name) if result.is_whole else None for name in WHOLE_ALONE}
    if result.pk in waiting:
        of_record["provisional"] = True
    return {
        "id": result.pk,
        "student": result.student_id,
        "institution": institution,
        "status": result.status,
        "policy": result.policy_version.number,
        "version": result.version,
        **of_record,
    }
