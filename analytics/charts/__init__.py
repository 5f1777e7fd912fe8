"""One small file for each chart; the file's name is its slug. Copy the nearest sibling."""

from analytics.charts import branches, grades, risks, subjects

CHARTS = {
    "grades": grades.chart,
    "risks": risks.chart,
    "subjects": subjects.chart,
    "branches": branches.chart,
}
