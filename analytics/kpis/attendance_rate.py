"""Attendance rate: the mean of the students' attendance in the current term.

sum of attendance percents / students whose attendance is known

It is the overview's figure, from the same stored sums. Source: DESIGN, `GET /analytics/summary/`.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MEAN_PERCENT, Cells, Counted, Kpi
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import LEARNING


def cells(facts: OfficeFacts) -> Cells:
    """By cell, of the students whose attendance is known."""
    return {
        one.cell: Counted(one.attendance_sum, one.attendance_known, one.attendance_known)
        for one in facts.results
    }


KPI = Kpi(
    slug="attendance_rate",
    title=_("Attendance rate"),
    why=_("Whoever stops coming is on the way out: of all figures it is the first to fall."),
    unit=MEAN_PERCENT,
    of=frozenset({LEARNING}),
    counted=_("students with known attendance"),
    formula=_("Sum of the students’ attendance percents ÷ students whose attendance is known"),
    nobody=_("Nobody’s attendance is known yet in this term."),
    cells=cells,
)
