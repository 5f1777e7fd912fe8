"""The students who most need a word, and how much of them their viewer may know."""

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from analytics.metrics.figures import Figures
from analytics.scope import SUBJECT, Scope
from students.models import Mark, TermResult


@dataclass(frozen=True)
class InNeed:
    """A result at risk with its student, term and policy; `whole` if all of it may be told."""

    result: TermResult
    whole: bool


def needing_attention(figures: Figures, most: int = 5) -> list[InNeed]:
    """The worst first: High before Medium, then by lowest average. One query.

    With a subject chosen the order is that of its percents: a teacher of one subject learns nothing
    of the others from it.
    """
    rows = _ordered(figures.scope).select_related("student", "term")[:most]
    return [_in_need(row, figures) for row in rows]


def _ordered(scope: Scope) -> QuerySet[TermResult]:
    whole = Case(When(scope.whole(), then=Value(True)), default=Value(False))
    if scope.basis != SUBJECT:
        rows = scope.whole_results().at_risk()
    else:
        marks = Mark.objects.filter(
            result=OuterRef("pk"), attempt=1, subject__in=scope.picked[SUBJECT]
        )
        percent = Subquery(marks.order_by("pk").values("percent")[:1])
        rows = scope.results().at_risk().annotate(in_subject=percent)
        rows = rows.order_by("risk", F("in_subject").asc(nulls_last=True), "pk")
    return rows.annotate(is_whole=whole)


def _in_need(row: TermResult, figures: Figures) -> InNeed:
    row.policy_version = figures.policies[row.policy_version_id]
    return InNeed(row, row.is_whole)
