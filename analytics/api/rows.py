"""A student of a term as the API tells them, to who may know how much."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, QuerySet, Value, When
from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.numerals import number
from analytics.scope import SUBJECT, Scope
from students.models import Mark, PolicyVersion, Student, SubjectAttendance, TermResult
from students.registers.remaining import StillToCome
from students.rules.reasons import Reason, reasons, reasons_for_subject_teacher
from students.rules.risk import attendance_of
from students.rules.shown import shown_attendance, shown_average, shown_percent


class ReasonRow(serializers.Serializer):
    """Why a risk is what it is, and the smallest change that ends it, where there is one."""

    measure = serializers.CharField()
    level = serializers.CharField()
    sentence = serializers.CharField()
    smallest_change = serializers.CharField(allow_null=True)


class StudentRow(serializers.Serializer):
    """What the schema says of a row."""

    id = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()
    branch = serializers.CharField(allow_null=True)
    batch = serializers.CharField(allow_null=True)
    semester = serializers.IntegerField(allow_null=True)
    section = serializers.CharField(allow_null=True)
    term = serializers.CharField(allow_null=True)
    average = serializers.FloatField(allow_null=True)
    attendance = serializers.FloatField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    risk = serializers.CharField(allow_null=True)
    reasons = ReasonRow(many=True)
    version = serializers.IntegerField()


StudentPage = page_of(StudentRow)
RELATED = ("student", "branch", "batch", "term", "policy_version")
PLACE = ("branch", "batch", "semester", "section", "term")
FIGURES = ("average", "attendance", "grade")


def told(scope: Scope, results: QuerySet[TermResult]) -> QuerySet[TermResult]:
    """These results with what a row needs, `is_whole` where all of a record may be told."""
    whole = Case(When(scope.whole(), then=Value(True)), default=Value(False))
    return results.select_related(*RELATED).annotate(is_whole=whole)


def rows(scope: Scope, results: Iterable[TermResult]) -> list[dict]:
    """One row for each result; two queries more where a subject is chosen.

    The smallest changes count with the classes that are to come: see StillToCome.
    """
    results = list(results)
    versions: dict[int, PolicyVersion] = {}
    for result in results:  # bound to one version they share it, so that it is read once
        number = result.policy_version_id
        result.policy_version = versions.setdefault(number, result.policy_version)
    subject = _in_subject(scope, results) if scope.basis == SUBJECT else None
    to_come = StillToCome([result for result in results if result.is_whole])
    return [_row(result, subject, to_come) for result in results]


def unplaced(student: Student) -> dict:
    """The row of a student without a result in the term meant."""
    empty = dict.fromkeys((*PLACE, *FIGURES, "risk"))
    return _identity(student, 0) | empty | {"reasons": []}


def _row(result: TermResult, subject: Mapping[int, dict] | None, to_come: StillToCome) -> dict:
    if subject is not None:
        figures = subject.get(result.pk, dict.fromkeys(FIGURES))
    else:
        figures = _whole(result) if result.is_whole else dict.fromkeys(FIGURES)
    return {
        **_identity(result.student, result.version),
        "branch": result.branch.code,
        "batch": result.batch.code if result.batch else None,
        "semester": result.semester,
        "section": result.section or None,
        "term": result.term.code,
        **figures,
        "risk": result.risk,
        "reasons": [_reason(reason) for reason in _reasons(result, to_come)],
    }


def _identity(student: Student, result_version: int) -> dict:
    return {
        "id": student.pk,
        "roll_no": student.roll_no,
        "name": student.name,
        "version": student.version + result_version,
    }


def _whole(result: TermResult) -> dict:
    policy = result.policy_version.policy
    return {
        "average": number(shown_average(result.mark_sum, result.mark_count, policy)),
        "attendance": number(shown_attendance(result.exact_attendance, policy)),
        "grade": result.grade or None,
    }


def _reasons(result: TermResult, to_come: StillToCome) -> tuple[Reason, ...]:
    facts = result.policy_version.policy, result, result.exact_attendance
    if not result.is_whole:
        return reasons_for_subject_teacher(*facts)
    return reasons(*facts, to_come.of(result))


def _reason(reason: Reason) -> dict:
    return {
        "measure": reason.measure,
        "level": reason.level,
        "sentence": reason.sentence,
        "smallest_change": reason.remedy.sentence if reason.remedy else None,
    }


def _in_subject(scope: Scope, results: list[TermResult]) -> dict[int, dict]:
    """Percent, attendance and grade of each result in the subject chosen."""
    policies = {result.pk: result.policy_version for result in results}
    chosen = {"result__in": list(policies), "subject__in": scope.picked[SUBJECT]}
    figures = {
        mark.result_id: _of_mark(mark, policies[mark.result_id])
        for mark in scope.sight.marks().filter(attempt=1, **chosen)
    }
    for register in scope.sight.subject_attendances().filter(**chosen):
        if register.result_id in figures:
            attendance = _of_register(register, policies[register.result_id])
            figures[register.result_id]["attendance"] = attendance
    return figures


def _of_mark(mark: Mark, version: PolicyVersion) -> dict:
    percent = number(shown_percent(mark.percent, version.policy))
    return {"average": percent, "attendance": None, "grade": mark.grade or None}


def _of_register(register: SubjectAttendance, version: PolicyVersion) -> float | None:
    attendance = attendance_of(register.held, register.attended)
    return number(shown_attendance(attendance, version.policy))
