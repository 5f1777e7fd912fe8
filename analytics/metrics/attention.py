"""The students who most need a word, with the reasons their viewer may know."""

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from analytics.metrics.figures import Figures
from analytics.scope import SUBJECT, Scope
from students.models import Mark, TermResult
from students.rules.policy import Policy
from students.rules.reasons import Reason, reasons, reasons_for_subject_teacher


@dataclass(frozen=True)
class InNeed:
    """A student at High or Medium risk; `policy` is the one their result is bound to."""

    student_id: int
    name: str
    roll_no: str
    level: str
    reasons: tuple[Reason, ...]
    policy: Policy


def needing_attention(figures: Figures, most: int = 5) -> list[InNeed]:
    """The worst first: High before Medium, then by lowest average. One query.

    With a subject chosen the order is that of its percents: a teacher of one subject learns nothing
    of the others from it.
    """
    rows = _ordered(figures.scope).select_related("student")[:most]
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
    policy = figures.policies[row.policy_version_id].policy
    explained = reasons if row.is_whole else reasons_for_subject_teacher
    return InNeed(
        student_id=row.student_id,
        name=row.student.name,
        roll_no=row.student.roll_no,
        level=row.risk,
        reasons=explained(policy, row, row.exact_attendance),
        policy=policy,
    )
