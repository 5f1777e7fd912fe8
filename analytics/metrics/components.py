"""How the parts of a subject's mark went: quiz, midterm, end-semester."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from analytics.metrics.counted import counted_marks
from analytics.metrics.few import LEAST
from analytics.metrics.figures import Figures
from analytics.metrics.tallies import ratio
from analytics.scope import SUBJECT, Scope
from students.kept import DAY, fetched, meant_by
from students.models import Component, ComponentMark
from students.rules.grading import ABSENT, PRESENT
from students.rules.shown import PLACES
from students.rules.units import HUNDRED


@dataclass(frozen=True)
class InComponent:
    """One component: its mean percent as text, of so many entered; absent ones count 0."""

    code: str
    kind: str
    maximum: str
    average: str
    entered: int
    few: bool = False


def last_due(scope: Scope) -> date | None:
    """The last day to come on which a part of the marks counted here is due; None where none is.

    One query.
    """
    found = fetched(("last due", scope.key), lambda: _days_due(scope))
    return max(meant_by((day for (day,) in found), DAY).values(), default=None)


def _days_due(scope: Scope) -> QuerySet:
    due = Component.objects.filter(
        _of_subjects(scope), term__in=scope.terms, weight__gt=0, due_on__gt=timezone.localdate()
    )
    return due.order_by("-due_on").values_list("due_on")[:1]


def _of_subjects(scope: Scope) -> Q:
    """The subject chosen, or all that somebody counted here has."""
    if SUBJECT in scope.picked:
        return Q(subject__in=scope.picked[SUBJECT])
    found = Q(subject__in=scope.subject_summaries().order_by().values("subject"))
    if scope.needs_mentees:
        found |= Q(subject__in=scope.mentee_marks().order_by().values("subject"))
    return found


def components(figures: Figures) -> list[InComponent]:
    """Those of the subject chosen, the hardest first; none without a subject. One query."""
    scope = figures.scope
    if scope.basis != SUBJECT or figures.total.few:
        return []
    rows = (
        ComponentMark.objects.filter(mark__in=counted_marks(scope), state__in=(PRESENT, ABSENT))
        .order_by()
        .values("component", "component__code", "component__kind", "component__max_score")
        .annotate(entered=Count("pk"), total=Sum("score"))
    )
    return [_component(row, scope.tells_of_few) for row in sorted(rows, key=_mean)]


def _mean(row: dict) -> tuple[Fraction, str]:
    total = Fraction(row["total"] or 0)
    return total / (row["entered"] * Fraction(row["component__max_score"])), row["component__code"]


def _component(row: dict, tells_of_few: bool) -> InComponent:
    few = not tells_of_few and row["entered"] < LEAST
    mean, code = _mean(row)
    percent = ratio(mean.numerator * HUNDRED, mean.denominator, PLACES)
    return InComponent(
        code=code,
        kind=Component.Kind(row["component__kind"]).label,
        maximum=f"{row['component__max_score'].normalize():f}",
        average="" if few else percent,
        entered=0 if few else row["entered"],
        few=few,
    )
