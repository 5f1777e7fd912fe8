"""Overdue fees: what is still open of dues whose day has passed.

sum over students of (dues before today − what is paid toward them)

A due of today is not overdue before tomorrow. Source: usual in accounts receivable; which payment
pays which due is the rule of `students/rules/fees.py`.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MONEY, NUMBER, Cells, Counted, Kpi, Part
from analytics.kpis.sums import summed
from analytics.metrics.fee_standings import FeeStanding
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import FEES

OWING = "owing"


def counted(one: FeeStanding) -> Counted:
    """Of one student, in hundredths."""
    return Counted(one.overdue, 0, int(one.due > 0), {OWING: (int(one.overdue > 0), 0)})


def cells(facts: OfficeFacts) -> Cells:
    """By cell: nothing overdue is 0 where something was due, and nothing where nothing was."""
    return summed((one.cell, counted(one)) for one in facts.fees)


KPI = Kpi(
    slug="overdue_fees",
    title=_("Overdue fees"),
    why=_(
        "The longer a fee is overdue the less of it comes in: a reminder is cheap while it is new."
    ),
    unit=MONEY,
    of=frozenset({FEES}),
    counted=_("students with a due whose day has come"),
    formula=_("Sum of what is open of dues whose day has passed"),
    nobody=_("Nothing was due yet."),
    cells=cells,
    dated=True,
    parts=(Part(OWING, _("Students who owe"), NUMBER),),
    low_is_good=True,
)
