"""Reach growth: how much more were reached in the last 28 days than in the 28 before.

(reach of the last 28 days − reach of the 28 before) / reach of the 28 before × 100

Daily reach is added up: who is reached on two days counts twice, in both spans alike. A channel
that does not tell of both spans is left out. Source: usual in reports of platforms.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.channels import of_channels
from analytics.kpis.kpi import NUMBER, SHARE, Cells, Counted, Kpi, Part
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import OUTREACH

REACH, BEFORE = "reach", "before"


def counted(one: OutreachSpan) -> Counted | None:
    """Of one channel."""
    if one.reach is None or not one.reach_before:
        return None
    parts = {REACH: (one.reach, 0), BEFORE: (one.reach_before, 0)}
    return Counted(one.reach - one.reach_before, one.reach_before, 1, parts)


def cells(facts: OfficeFacts) -> Cells:
    """By institution."""
    return of_channels(facts, counted)


KPI = Kpi(
    slug="reach_growth",
    title=_("Reach growth"),
    why=_("Whoever is never reached cannot apply; a growing reach is where enrolments come from."),
    unit=SHARE,
    of=frozenset({OUTREACH}),
    counted=_("channels"),
    formula=_(
        "(reach of the last 28 days − reach of the 28 before) ÷ reach of the 28 before × 100"
    ),
    nobody=_("No channel tells of its reach in both spans of 28 days."),
    cells=cells,
    dated=True,
    parts=(
        Part(REACH, _("Reach, last 28 days"), NUMBER),
        Part(BEFORE, _("Reach, the 28 before"), NUMBER),
    ),
    people=False,
)
