"""One small file for each chart; the file's name is its slug. Copy the nearest sibling."""

from analytics.charts import (
    branches,
    components,
    distribution,
    dropout,
    dropout_courses,
    early_activity,
    grades,
    risks,
    subjects,
    trend_attendance,
    trend_average,
    trend_high_risk,
    trend_pass_rate,
    weekly_activity,
    weeks,
)
from analytics.metrics.engagement.terms import with_ends
from analytics.scope import Scope

OVERVIEW = {
    "grades": grades.chart,
    "risks": risks.chart,
    "subjects": subjects.chart,
    "branches": branches.chart,
}
TRENDS = {
    "trend_average": trend_average.chart,
    "trend_attendance": trend_attendance.chart,
    "trend_pass_rate": trend_pass_rate.chart,
    "trend_high_risk": trend_high_risk.chart,
}
OTHERS = {
    "distribution": distribution.chart,
    "components": components.chart,
    "weeks": weeks.chart,
}
ENGAGEMENT = {
    "dropout": dropout.chart,
    "dropout_courses": dropout_courses.chart,
    "weekly_activity": weekly_activity.chart,
    "early_activity": early_activity.chart,
}
CHARTS = OVERVIEW | TRENDS | OTHERS | ENGAGEMENT


def settled(slug: str, scope: Scope) -> Scope:
    """The scope a chart is of: without a chosen term those of engagement are of the newest term
    with known ends, as their page."""
    return with_ends(scope) if slug in ENGAGEMENT else scope
