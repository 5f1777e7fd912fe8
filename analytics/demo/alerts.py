"""Alerts of the demo's last days, as some nights of them would have raised them."""

from datetime import timedelta

from analytics.alerts.raising import raise_alerts
from students.demo.plans import Plan
from students.models import Institution

NIGHTS = (21, 14, 7, 1, 0)  # days ago, the first one first


def make_alerts(plan: Plan):
    """What the usual rules find in the newest terms on these days, after words were had."""
    for institution in Institution.objects.filter(code__in=[one.code for one in plan.institutions]):
        for days in NIGHTS:
            raise_alerts(institution, plan.date - timedelta(days=days))
