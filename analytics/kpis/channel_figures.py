"""The key figures of outreach over whichever channels and days, by the formulas of their files."""

from collections.abc import Iterable
from types import ModuleType

from analytics.kpis import ctr, engagement_rate, follower_velocity, impressions, reach_growth
from analytics.kpis.kpi import Counted, added
from analytics.metrics.outreach_spans import OutreachSpan

MEASURES: tuple[ModuleType, ...] = (
    engagement_rate,
    reach_growth,
    impressions,
    follower_velocity,
    ctr,
)


def found_of(measure: ModuleType, spans: Iterable[OutreachSpan]) -> Counted:
    """What a figure is taken from; channels that do not tell of it are left out."""
    counted = (measure.counted(span) for span in spans)
    return added(one for one in counted if one is not None)
