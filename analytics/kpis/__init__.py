"""One small file for each key figure; the file's name is its slug. Copy the nearest sibling."""

from analytics.kpis import (
    active_learner_score,
    attendance_rate,
    batch_quality_index,
    collection_rate,
    ctr,
    dropout_risk_score,
    engagement_rate,
    follower_velocity,
    impressions,
    overdue_fees,
    pass_rate,
    reach_growth,
    student_efficiency_score,
    trainer_effectiveness,
)
from analytics.kpis.kpi import Kpi

KPIS: dict[str, Kpi] = {
    module.KPI.slug: module.KPI
    for module in (
        student_efficiency_score,
        dropout_risk_score,
        batch_quality_index,
        active_learner_score,
        attendance_rate,
        pass_rate,
        trainer_effectiveness,
        collection_rate,
        overdue_fees,
        engagement_rate,
        reach_growth,
        impressions,
        follower_velocity,
        ctr,
    )
}
