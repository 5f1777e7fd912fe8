"""Sums over the channels of an institution, which belong to no branch and no batch."""

from collections.abc import Callable

from analytics.kpis.kpi import Cells, Counted
from analytics.kpis.sums import summed
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import Cell


def of_channels(facts: OfficeFacts, counted: Callable[[OutreachSpan], Counted | None]) -> Cells:
    """By institution; a channel that does not tell of it is left out."""
    found = ((Cell(one.institution), counted(one)) for one in facts.outreach)
    return summed((cell, one) for cell, one in found if one is not None)
