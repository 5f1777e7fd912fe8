"""Removing what has facts: summaries stay right, and the history keeps every old value."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model, QuerySet

from students.models.admissions import Admission
from students.models.attendance import SubjectAttendance, TermAttendance, attendance_change_of
from students.models.changes import AttendanceChange, MarkChange, RecordChange
from students.models.components import ComponentMark, component_change_of
from students.models.condonations import remove_condonations
from students.models.declarations import DeclaredResult
from students.models.engagement_removal import remove_engagement
from students.models.fees import FeeDue, Payment
from students.models.marks import Mark, change_of
from students.models.people import Student
from students.models.personal_details import PersonalDetail
from students.models.refresh import chunks
from students.models.results import TermResult
from students.models.sessions import remove_presences
from students.models.taken_along import ALONG
from students.models.teaching import Mentorship

RECORD_LENGTH = 80


def remove_student(student: Student):
    """Remove a student with all terms, marks, attendance and mentorships, in one transaction."""
    remove_students(Student.objects.filter(pk=student.pk))


def remove_students(students: QuerySet[Student]):
    """The same for several students, a thousand in a transaction."""
    for chunk in chunks(set(students.order_by().values_list("pk", flat=True))):
        with transaction.atomic():
            results = TermResult.objects.filter(student__in=chunk)
            remove_results(results.values_list("pk", flat=True))
            Mentorship.objects.filter(student__in=chunk).delete()
            _remove_of_the_office(chunk)
            for along in ALONG:
                along.remove(chunk)
            rows = Student.objects.filter(pk__in=chunk)
            RecordChange.objects.bulk_create(
                _removed("student", one.pk, one.roll_no, one.name) for one in rows
            )
            rows.delete()


def _remove_of_the_office(student_ids: Iterable[int]):
    """Remove who joined which batch, what was due and what was paid, each with its last values."""
    for model in (PersonalDetail, Admission, Payment, FeeDue):
        rows = model.objects.filter(student__in=student_ids)
        RecordChange.objects.bulk_create(
            _removed(model._meta.model_name, one.pk, str(one)[:RECORD_LENGTH], _last(one))
            for one in rows.select_related()
        )
        rows.delete()


def _last(row: Model) -> str:
    return ", ".join(
        f"{field.attname} {getattr(row, field.attname)}"
        for field in row._meta.concrete_fields
        if not field.primary_key
    )


def remove_results(result_ids: Iterable[int]):
    """Remove these terms with their marks and attendance, a thousand in a transaction."""
    for chunk in chunks(set(result_ids)):
        with TermResult.objects.refreshing(chunk):
            remove_marks(Mark.objects.filter(result__in=chunk))
            remove_presences(set(chunk))
            remove_condonations(chunk)
            remove_engagement(chunk)
            for model in (TermAttendance, SubjectAttendance):
                remove_attendance(model.objects.filter(result__in=chunk))
            _remove_declared(chunk)
            results = TermResult.objects.filter(pk__in=chunk)
            RecordChange.objects.bulk_create(
                _removed("termresult", one.pk, one.student.roll_no, one.term.code)
                for one in results.select_related("student", "term")
            )
            results.delete()


def _remove_declared(result_ids: list[int]):
    declared = DeclaredResult.objects.filter(result__in=result_ids)
    RecordChange.objects.bulk_create(
        _removed("declaredresult", one.pk, one.student.roll_no, f"{one.verdict} {one.sgpa or ''}")
        for one in declared.select_related("student")
    )
    DeclaredResult.objects.erase(result_ids)


def remove_marks(marks: QuerySet[Mark]):
    """Remove marks with their components, the results being derived by a thousand at a time."""
    results = set(marks.order_by().values_list("result", flat=True))
    for chunk in chunks(results):
        with TermResult.objects.refreshing(chunk):
            rows = list(marks.filter(result__in=chunk).select_related("result__student", "subject"))
            parts = ComponentMark.objects.filter(mark__in=[mark.pk for mark in rows])
            written = parts.select_related("component", "mark__result__student", "mark__subject")
            MarkChange.objects.bulk_create(component_change_of(part, None) for part in written)
            MarkChange.objects.bulk_create(change_of(mark, None) for mark in rows)
            parts.delete()
            Mark.objects.filter(pk__in=[mark.pk for mark in rows]).delete()


def remove_attendance(records: QuerySet[TermAttendance | SubjectAttendance]):
    """Remove attendance of one sort, the results being derived by a thousand at a time.

    A register that follows from sessions stays: it goes with them.
    """
    if records.model is SubjectAttendance:
        records = records.filter(by_session=False)
    related = ["result__student"] + ["subject"] * (records.model is SubjectAttendance)
    results = set(records.order_by().values_list("result", flat=True))
    for chunk in chunks(results):
        with TermResult.objects.refreshing(chunk):
            rows = list(records.filter(result__in=chunk).select_related(*related))
            AttendanceChange.objects.bulk_create(attendance_change_of(row, None) for row in rows)
            records.model.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _removed(model: str, record_id: int, record: str, old: str) -> RecordChange:
    kind = RecordChange.Kind.REMOVED
    return RecordChange(kind=kind, model=model, record_id=record_id, record=record, old=old)
