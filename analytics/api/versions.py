"""The version of an entry or an assignment: the number of its last change in the history.

Every door writes every change down, and numbers only grow; so a version says whether anybody has
touched exactly this record, and not whether anything else of the student has moved.
"""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from students.models import AttendanceChange, MarkChange, PolicyAssignment, RecordChange

OF_RESULT = {
    "student_id": OuterRef("result__student_id"),
    "term_id": OuterRef("result__term_id"),
}


def mark_version() -> Coalesce:
    """To annotate marks with; changes of a mark's components are changes of the mark."""
    of_mark = {"subject_id": OuterRef("subject_id"), "attempt": OuterRef("attempt")}
    return _last(MarkChange.objects.filter(**OF_RESULT, **of_mark))


def term_attendance_version() -> Coalesce:
    """To annotate attendance of whole terms with."""
    return _last(AttendanceChange.objects.filter(**OF_RESULT, subject_id=None))


def subject_attendance_version() -> Coalesce:
    """To annotate attendance in subjects with."""
    in_subject = {"subject_id": OuterRef("subject_id")}
    return _last(AttendanceChange.objects.filter(**OF_RESULT, **in_subject))


def assignment_version() -> Coalesce:
    """To annotate assignments of policies with."""
    model = PolicyAssignment._meta.model_name
    return _last(RecordChange.objects.filter(model=model, record_id=OuterRef("pk")))


def _last(changes: QuerySet) -> Coalesce:
    return Coalesce(Subquery(changes.order_by("-pk").values("pk")[:1]), 0)
