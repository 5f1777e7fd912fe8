"""Click-through rate (CTR): of how many impressions somebody clicked on.

clicks / impressions × 100, of the days of the last 28 that tell of both

Source: Interactive Advertising Bureau, glossary: "click rate".
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.channels import of_channels
from analytics.kpis.kpi import NUMBER, SHARE, Cells, Counted, Kpi, Part
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import OUTREACH

CLICKS, IMPRESSIONS = "clicks", "impressions"


def counted(one: OutreachSpan) -> Counted | None:
    """Of one channel."""
    if one.clicks_seen is None or not one.impressions_clicked:
        return None
    parts = {CLICKS: (one.clicks_seen, 0), IMPRESSIONS: (one.impressions_clicked, 0)}
    return Counted(one.clicks_seen, one.impressions_clicked, 1, parts)


def cells(facts: OfficeFacts) -> Cells:
    """By institution."""
    return of_channels(facts, counted)


KPI = Kpi(
    slug="ctr",
    title=_("Click-through rate (CTR)"),
    why=_("A click is the first step of an enquiry; what is only looked at leads nowhere."),
    unit=SHARE,
    of=frozenset({OUTREACH}),
    counted=_("channels"),
    formula=_("Clicks ÷ impressions × 100, of the days that tell of both"),
    nobody=_("No channel tells of clicks and impressions in the last 28 days."),
    cells=cells,
    dated=True,
    parts=(Part(CLICKS, _("Clicks"), NUMBER), Part(IMPRESSIONS, _("Impressions"), NUMBER)),
    people=False,
)
