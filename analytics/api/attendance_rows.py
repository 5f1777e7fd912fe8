"""Attendance as the API tells it: of a whole term, or in one subject."""

from django.db.models import QuerySet
from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.api.versions import subject_attendance_version, term_attendance_version
from analytics.numerals import number
from students.models import PolicyVersion, SubjectAttendance, TermAttendance
from students.rules.risk import attendance_of
from students.rules.shown import shown_attendance

OF_STUDENT = ("result__student", "result__term")


class AttendanceRow(serializers.Serializer):
    """Whole classes held, attended, and missed with leave."""

    id = serializers.IntegerField()
    result = serializers.IntegerField()
    student = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()
    term = serializers.CharField()
    held = serializers.IntegerField(allow_null=True)
    attended = serializers.IntegerField(allow_null=True)
    excused = serializers.IntegerField()
    version = serializers.IntegerField()


class TermAttendanceRow(AttendanceRow):
    """Of a term in which no register by subject is kept; `percent` where only that was reported."""

    percent = serializers.FloatField(allow_null=True)


class SubjectAttendanceRow(AttendanceRow):
    """In one subject; `percent` follows from the classes."""

    subject = serializers.CharField()
    percent = serializers.FloatField(allow_null=True)


TermAttendancePage = page_of(TermAttendanceRow)
SubjectAttendancePage = page_of(SubjectAttendanceRow)


def told_of_term(entries: QuerySet[TermAttendance]) -> QuerySet[TermAttendance]:
    """These with all that a row needs, values and version read by one statement."""
    return entries.select_related(*OF_STUDENT).annotate(version=term_attendance_version())


def told_of_subject(entries: QuerySet[SubjectAttendance]) -> QuerySet[SubjectAttendance]:
    """The same for attendance in a subject."""
    related = entries.select_related(*OF_STUDENT, "subject")
    return related.annotate(version=subject_attendance_version())


def term_rows(entries: QuerySet[TermAttendance]) -> list[dict]:
    """One row for each. One query."""
    return [
        _common(one) | {"percent": None if one.percent is None else float(one.percent)}
        for one in told_of_term(entries)
    ]


def subject_rows(entries: QuerySet[SubjectAttendance]) -> list[dict]:
    """One row for each. Two queries."""
    entries = list(told_of_subject(entries))
    policies = PolicyVersion.objects.in_bulk({one.result.policy_version_id for one in entries})
    return [
        _common(one)
        | {
            "subject": one.subject.code,
            "percent": _percent(one, policies[one.result.policy_version_id]),
        }
        for one in entries
    ]


def _percent(one: SubjectAttendance, version: PolicyVersion) -> float | None:
    return number(shown_attendance(attendance_of(one.held, one.attended), version.policy))


def _common(one: TermAttendance | SubjectAttendance) -> dict:
    student = one.result.student
    return {
        "id": one.pk,
        "result": one.result_id,
        "student": student.pk,
        "roll_no": student.roll_no,
        "name": student.name,
        "term": one.result.term.code,
        "held": one.held,
        "attended": one.attended,
        "excused": one.excused,
        "version": one.version,
    }
