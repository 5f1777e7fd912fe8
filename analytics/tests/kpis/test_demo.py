"""The demo has key figures of some days, made by what keeps them every night."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from analytics.kpis.histories import store_snapshots
from analytics.models import KpiSnapshot, KpiTarget, KpiWeights
from students.models import Institution

pytestmark = pytest.mark.django_db
EFFICIENCY, ACTIVE = OF_WORK = "student_efficiency_score", "active_learner_score"
VALUES = ("place", "kpi", "day", "numerator", "denominator", "count")


def stored(institution, day):
    rows = KpiSnapshot.objects.filter(institution=institution, day=day)
    return list(rows.order_by("place", "kpi").values_list(*VALUES))


def test_figures_of_a_quarter_are_those_that_a_night_kept_and_that_can_be_known():
    call_command("seed_demo", students=60, stdout=io.StringIO(), stderr=io.StringIO())
    today = timezone.localdate()
    for institution in Institution.objects.all():
        kept = KpiSnapshot.objects.filter(institution=institution)
        days = sorted(set(kept.values_list("day", flat=True)))

        assert len(days) == 7
        assert days[-1] == today
        assert today - days[0] >= datetime.timedelta(days=80)
        before = stored(institution, today)
        store_snapshots(institution, today)
        assert stored(institution, today) == before
    past = KpiSnapshot.objects.filter(day__lt=today)
    undated = {"attendance_rate", "pass_rate", "batch_quality_index", "dropout_risk_score"}
    assert not past.filter(kpi__in=undated).exists()  # they would be today's figures
    assert past.filter(kpi="collection_rate").exists()
    assert past.filter(batch__isnull=False).exists()
    assert not past.filter(batch__starts_on__gt=F("day")).exists()
    slugs = set(KpiSnapshot.objects.values_list("kpi", flat=True))
    assert {"collection_rate", "batch_quality_index", "engagement_rate", "pass_rate"} <= slugs
    assert "trainer_effectiveness" in slugs
    assert KpiTarget.objects.count() == 3 * 7
    weighed = set(KpiWeights.objects.filter(learnt_from=None).values_list("institution__code"))
    assert weighed == {("DEMO-2",), ("DEMO-3",)}
    whole = KpiSnapshot.objects.filter(branch=None, batch=None, day=today)
    told = {
        slug: set(whole.filter(kpi=slug).values_list("institution__code", flat=True))
        for slug in OF_WORK
    }
    assert told == {EFFICIENCY: {"DEMO", "DEMO-2", "DEMO-3"}, ACTIVE: {"DEMO", "DEMO-3"}}
    trend = past.filter(branch=None, batch=None, kpi=ACTIVE, institution__code="DEMO-3")
    assert trend.count() >= 3
