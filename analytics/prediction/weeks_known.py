"""On how many days a week a student signed in: from the record itself, not from an input."""

from django.db.models import Q, Sum

from students.models import Enrolment, WeeklyActivity

LATELY_WEEKS = 2


def login_days(enrolment: Enrolment, weeks: int) -> dict[str, float]:
    """Since the start and in the last two weeks, when so many weeks were over; {} before that."""
    over = WeeklyActivity.objects.filter(enrolment=enrolment, week__gte=0, week__lt=weeks)
    lately = Q(week__gte=weeks - LATELY_WEEKS)
    found = over.aggregate(all=Sum("login_days"), lately=Sum("login_days", filter=lately))
    per_week = {}
    if weeks:
        per_week["login_days"] = round((found["all"] or 0) / weeks, 1)
    if weeks >= LATELY_WEEKS:
        per_week["login_days_lately"] = round((found["lately"] or 0) / LATELY_WEEKS, 1)
    return per_week
