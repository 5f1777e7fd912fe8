"""Key figures of the demo's last three months, with targets, and weights of the institute's own."""

import datetime
from decimal import Decimal

from django.db.models import F

from analytics.kpis import KPIS
from analytics.kpis import student_efficiency_score as efficiency
from analytics.kpis.batch_quality_index import ACTIVITY, AVERAGE, RATING
from analytics.kpis.histories import DAYS
from analytics.kpis.nights import keep
from analytics.kpis.student_efficiency_score import ATTENDANCE, SUBMISSIONS, TESTS
from analytics.models import KpiSnapshot, KpiTarget, KpiWeights
from students.demo.office.courses import CODE as INSTITUTE
from students.demo.office.courses import FEW_STUDENTS
from students.demo.plans import THREE_TERMS_UP_TO, Plan
from students.demo.registers import INSTITUTIONS
from students.models import Institution, User

POLYTECHNIC = INSTITUTIONS[1]
WEEKS_AGO = 12, 9, 6, 4, 2, 1, 0
WEEK = datetime.timedelta(weeks=1)
TARGETS = {
    "attendance_rate": "80",
    "pass_rate": "85",
    "student_efficiency_score": "75",
    "active_learner_score": "50",
    "collection_rate": "90",
    "batch_quality_index": "75",
    "engagement_rate": "5",
}
WEIGHTS = {
    INSTITUTE: ("batch_quality_index", {RATING: "2", AVERAGE: "1", ACTIVITY: "1"}),
    # The polytechnic keeps no record of what is handed in.
    POLYTECHNIC: (efficiency.SLUG, {ATTENDANCE: "50", TESTS: "50", SUBMISSIONS: "0"}),
}


def make_kpis(plan: Plan):
    """The figures of some days up to the demo's own, by what keeps them every night.

    Of the days before it are left out those that are taken from marks and attendance without days,
    which would be today's, and those of batches that had not begun. A large demo is content with
    those of its day, a handful of students with two days.
    """
    institutions = list(Institution.objects.filter(code__in=INSTITUTIONS).order_by("code_key"))
    first = plan.date - DAYS * datetime.timedelta(days=1)
    _aim(institutions, first)
    for weeks in _weeks_ago(plan):
        keep(plan.date - weeks * WEEK, institutions, lambda rows, words: rows)
    past = KpiSnapshot.objects.filter(institution__in=institutions, day__lt=plan.date)
    past.exclude(kpi__in=[kpi.slug for kpi in KPIS.values() if kpi.dated]).delete()
    past.filter(batch__starts_on__gt=F("day")).delete()


def _weeks_ago(plan: Plan) -> tuple[int, ...]:
    if plan.students > THREE_TERMS_UP_TO:
        return WEEKS_AGO[-1:]
    return WEEKS_AGO if plan.students >= FEW_STUDENTS else WEEKS_AGO[-3::2]


def _aim(institutions: list[Institution], since: datetime.date):
    by = User.objects.filter(username="principal", is_demo=True).first()
    for institution in institutions:
        for slug, value in TARGETS.items():
            KpiTarget.objects.create(
                institution=institution, kpi=slug, value=Decimal(value), from_day=since, by=by
            )
        if institution.code in WEIGHTS:
            kpi, weights = WEIGHTS[institution.code]
            KpiWeights.objects.create(institution=institution, kpi=kpi, weights=weights, by=by)
