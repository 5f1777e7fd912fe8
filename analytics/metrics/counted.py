"""The records behind a scope's figures: counted, never listed, for some see figures alone."""

from django.db.models import F, Q, QuerySet

from analytics.scope import SUBJECT, Scope
from students.models import Mark, SessionPresence, SubjectAttendance, TermResult

MARKED = "result__"
ACTIVE = Q(result__status=TermResult.Status.ACTIVE, result__version__gt=0)


def counted_results(scope: Scope) -> QuerySet[TermResult]:
    """Results whose whole figures are the viewer's."""
    seen = scope.sight.classes(figures=True) | scope.sight.mentees()
    return TermResult.objects.in_term().filter(seen, scope.narrowed(), version__gt=0).order_by()


def counted_marks(scope: Scope) -> QuerySet[Mark]:
    """First attempts in the subject chosen whose figures are the viewer's."""
    rows = Mark.objects.filter(attempt=1, subject__in=scope.picked[SUBJECT])
    return _in_subject(rows, scope).order_by()


def counted_registers(scope: Scope) -> QuerySet[SubjectAttendance]:
    """Attendance in the subject chosen, of those who have a mark in it, where classes were held."""
    rows = SubjectAttendance.objects.filter(
        held__gt=0,
        subject__in=scope.picked[SUBJECT],
        result__marks__attempt=1,
        result__marks__subject=F("subject"),
    )
    return _in_subject(rows, scope).order_by()


def counted_presences(scope: Scope) -> QuerySet[SessionPresence]:
    """Who was in which class held, in the subject chosen or in all of them."""
    rows = SessionPresence.objects.filter(session__held=True)
    if scope.basis == SUBJECT:
        rows = rows.filter(session__subject__in=scope.picked[SUBJECT])
        return _in_subject(rows, scope, "session__subject").order_by()
    seen = scope.sight.classes(figures=True, prefix=MARKED) | scope.sight.mentees(MARKED)
    return rows.filter(seen, scope.narrowed(MARKED), ACTIVE).order_by()


def _in_subject(rows: QuerySet, scope: Scope, subject: str = "subject") -> QuerySet:
    sight = scope.sight
    seen = sight.classes(figures=True, prefix=MARKED) | sight.mentees(MARKED)
    return rows.filter(seen | sight.taught(subject, MARKED), scope.narrowed(MARKED), ACTIVE)
