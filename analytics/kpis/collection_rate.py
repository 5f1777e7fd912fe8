"""Collection rate: how much of what was due by today has been paid.

collected toward dues whose day has come / these dues × 100

Which payment pays which due is the rule of `students/rules/fees.py`; what is paid ahead is no
part of it, and what is given back is not collected. Source: usual in accounts receivable.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MONEY, SHARE, Cells, Counted, Kpi, Part
from analytics.kpis.sums import summed
from analytics.metrics.fee_standings import FeeStanding
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import FEES

DUE, COLLECTED = "due", "collected"


def counted(one: FeeStanding) -> Counted:
    """Of one student."""
    parts = {DUE: (one.due, 0), COLLECTED: (one.collected, 0)}
    return Counted(one.collected, one.due, int(one.due > 0), parts)


def cells(facts: OfficeFacts) -> Cells:
    """By cell, in hundredths."""
    return summed((one.cell, counted(one)) for one in facts.fees)


KPI = Kpi(
    slug="collection_rate",
    title=_("Collection rate"),
    why=_("Salaries and rent are paid from it: what is not collected was only promised."),
    unit=SHARE,
    of=frozenset({FEES}),
    counted=_("students with a due whose day has come"),
    formula=_("Paid toward dues whose day has come ÷ these dues × 100"),
    nobody=_("Nothing was due yet."),
    cells=cells,
    dated=True,
    parts=(Part(DUE, _("Due so far"), MONEY), Part(COLLECTED, _("Of it collected"), MONEY)),
)
