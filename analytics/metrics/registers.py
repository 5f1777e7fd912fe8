"""Registers of the subjects somebody teaches, one by one."""

from django.db.models import QuerySet

from analytics.scope import Scope
from students.models import SubjectAttendance, TermResult


def own_registers(scope: Scope) -> QuerySet[SubjectAttendance]:
    """Of the students in the term, in the classes and subjects taught, in the order of a list."""
    rows = SubjectAttendance.objects.filter(
        scope.sight.taught(prefix="result__"),
        scope.narrowed("result__"),
        result__status=TermResult.Status.ACTIVE,
    )
    places = ("branch__code_key", "semester", "section", "student__roll_key", "pk")
    related = ("subject", "result__student", "result__branch", "result__batch")
    order = ("subject__code_key", *(f"result__{name}" for name in places))
    return rows.select_related(*related).order_by(*order)
