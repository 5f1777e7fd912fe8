"""Impressions: how often posts of the channels were shown in the last 28 days.

sum of the daily impressions

One person counts as often as something was shown to them. Source: the platforms' own count.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.channels import of_channels
from analytics.kpis.kpi import NUMBER, Cells, Counted, Kpi
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import OUTREACH


def counted(one: OutreachSpan) -> Counted | None:
    """Of one channel."""
    return None if one.impressions is None else Counted(one.impressions, 0, 1)


def cells(facts: OfficeFacts) -> Cells:
    """By institution."""
    return of_channels(facts, counted)


KPI = Kpi(
    slug="impressions",
    title=_("Impressions"),
    why=_("It tells whether anything was shown at all, before anybody could react to it."),
    unit=NUMBER,
    of=frozenset({OUTREACH}),
    counted=_("channels"),
    formula=_("Sum of the daily impressions of the last 28 days"),
    nobody=_("No channel tells of impressions in the last 28 days."),
    cells=cells,
    dated=True,
    people=False,
)
