"""Attendance: of whole terms by the registrar, in a subject by its teacher as well."""

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from analytics.api import attendance_rows
from analytics.api.attendance_bodies import (
    ChangedSubjectAttendance,
    ChangedTermAttendance,
    NewSubjectAttendance,
    NewTermAttendance,
)
from analytics.api.kinds import Kind, of_whole_records
from students.models import Role, SubjectAttendance, TermAttendance, TermResult
from students.sight import Sight

THERE = "It is there already: change it."
TOLD_OF = {
    "list": "One page of the list.",
    "create": "Enter attendance that is not there yet; the result is derived at once.",
    "read": "The attendance and its version.",
    "remove": "Remove it; the history keeps what it was.",
}


class TermAttendances(Kind):
    model, new, changed = TermAttendance, NewTermAttendance, ChangedTermAttendance
    row, page = attendance_rows.TermAttendanceRow, attendance_rows.TermAttendancePage
    word, address, told_of = "term_attendance", "api-term-attendance", TOLD_OF
    written = ("held", "attended", "excused", "percent")
    refused = "A term's attendance is entered by a registrar."

    def opens(self, sight: Sight) -> bool:
        return sight.has(Role.REGISTRAR)

    def enterable(self, sight: Sight, subject_id: int | None) -> QuerySet[TermResult]:
        return TermResult.objects.filter(institution__in=sight.editable_institutions())

    def seen(self, sight: Sight) -> QuerySet[TermAttendance]:
        return TermAttendance.objects.filter(of_whole_records(sight))

    told = staticmethod(attendance_rows.told_of_term)
    rows = staticmethod(attendance_rows.term_rows)

    def make(self, result, values):
        if TermAttendance.objects.filter(result=result).exists():
            raise ValidationError({"result": [THERE]})
        return super().make(result, values)


class SubjectAttendances(Kind):
    model, new, changed = SubjectAttendance, NewSubjectAttendance, ChangedSubjectAttendance
    row, page = attendance_rows.SubjectAttendanceRow, attendance_rows.SubjectAttendancePage
    word, address, told_of = "subject_attendance", "api-subject-attendance", TOLD_OF
    written = ("subject", "held", "attended", "excused")
    conflicts = (409,)  # where classes are taken one by one, the counts follow from them
    refused = "Attendance is entered by a registrar, and by the teacher of the subject."

    def seen(self, sight: Sight) -> QuerySet[SubjectAttendance]:
        return sight.subject_attendances()

    told = staticmethod(attendance_rows.told_of_subject)
    rows = staticmethod(attendance_rows.subject_rows)

    def make(self, result, values):
        if result.subject_attendances.filter(subject=values["subject"]).exists():
            raise ValidationError({"subject": [THERE]})
        return super().make(result, values)


TERM_ATTENDANCE = TermAttendances()
SUBJECT_ATTENDANCE = SubjectAttendances()
