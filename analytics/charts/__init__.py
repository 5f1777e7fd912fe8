"""One small file for each chart; the file's name is its slug. Copy the nearest sibling."""

from analytics.charts import (
    branches,
    components,
    distribution,
    grades,
    risks,
    subjects,
    trend_attendance,
    trend_average,
    trend_high_risk,
    trend_pass_rate,
    weeks,
)

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
CHARTS = OVERVIEW | TRENDS | OTHERS
