"""Follower velocity: followers won each week, those lost taken off.

sum over channels of (followers on the newest day − on the first day within 28 before it) / days × 7

A channel of which only one day is known is left out. Source: usual in reports of platforms.
"""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from analytics.kpis.channels import of_channels
from analytics.kpis.kpi import NUMBER, Cells, Counted, Kpi, Part, Unit
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.outreach_spans import OutreachSpan
from analytics.precincts import OUTREACH
from students.models.engagement import DAYS_IN_WEEK
from students.rules.units import half_up

GAINED = "gained"
THOUSANDTHS = 1000
PER_WEEK = Unit("per week", per=THOUSANDTHS, places=1, is_sum=True)


def counted(one: OutreachSpan) -> Counted | None:
    """Of one channel, in thousandths of a follower."""
    if one.gained is None:
        return None
    speed = Fraction(abs(one.gained) * DAYS_IN_WEEK * THOUSANDTHS, one.gained_days)
    size = half_up(speed.numerator, speed.denominator)
    return Counted(size if one.gained >= 0 else -size, 0, 1, {GAINED: (one.gained, 0)})


def cells(facts: OfficeFacts) -> Cells:
    """By institution."""
    return of_channels(facts, counted)


KPI = Kpi(
    slug="follower_velocity",
    title=_("Follower velocity"),
    why=_("The number of followers only ever looks large; its pace shows whether the work works."),
    unit=PER_WEEK,
    of=frozenset({OUTREACH}),
    counted=_("channels"),
    formula=_(
        "(followers on the newest day − on the first day within 28 before it) ÷ days × 7, added up"
    ),
    nobody=_("Of no channel followers are known on two days of the last 56."),
    cells=cells,
    dated=True,
    parts=(Part(GAINED, _("Followers won"), NUMBER),),
    people=False,
)
