"""The fact of key figures: what they were each day, for whom every part of a figure is theirs."""

from django.db.models import Q, QuerySet

from analytics.kpis import KPIS
from analytics.kpis.kpi import Kpi
from analytics.metrics.few import LEAST
from analytics.models import KpiSnapshot
from analytics.precincts import BLIND, LEARNING, OPENING, ROLES, WHOLE
from analytics.star.tables import Table, columns_of
from students.models import Role
from students.sight import Sight

OPENED = tuple(role for role in OPENING if role != Role.FACULTY)  # whose batches change


def _snapshots(sight: Sight) -> QuerySet[KpiSnapshot]:
    """Those of one to four people, and all of parts from which these could be worked out, are left
    out where the people are not to be looked up."""
    if sight.everything:
        return KpiSnapshot.objects.all()
    seen = Q(pk__in=())
    for kpi in KPIS.values():
        seen |= Q(kpi=kpi.slug) & _places(sight, kpi)
    return KpiSnapshot.objects.filter(seen)


def _places(sight: Sight, kpi: Kpi) -> Q:
    theirs = frozenset.intersection(*(sight.where(*ROLES[kind]) for kind in kpi.of))
    blind = theirs & (sight.where(*BLIND) - sight.where(*WHOLE)) if kpi.people else frozenset()
    told = Q(institution__in=theirs - blind)
    told |= Q(institution__in=blind, branch=None, batch=None, count__gte=LEAST)
    if kpi.of == {LEARNING}:
        told |= Q(branch__in=sight.branches) | Q(batch__branch__in=sight.branches)
    return told


def value_words(kpi: Kpi) -> str:
    """How a value is worked out of a row: “numerator ÷ denominator × 100, percent”."""
    unit = kpi.unit
    factor = f" × {unit.factor}" if unit.factor > 1 else ""
    per = f" ÷ {unit.per}" if unit.per > 1 else ""
    return f"numerator ÷ denominator{factor}{per}, {unit.name}"


FACT_KPI = Table(
    "fact_kpi",
    "A key figure of an institution, or of a branch or batch of it, as it was on a day.",
    KpiSnapshot,
    "institution",
    columns_of(
        KpiSnapshot,
        "snapshot_id=id institution_id=institution branch_id=branch batch_id=batch kpi day "
        "numerator denominator count",
    ),
    lambda sight: sight.has(*OPENED),
    _snapshots,
)
