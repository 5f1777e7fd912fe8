"""Pass rate, in both readings: by the average, and with every subject passed.

students whose average reaches the pass line / students assessed × 100
beside it: students who passed all subjects / students assessed × 100

The first is the paper's (an average of 40), the second what a mark sheet calls a pass. Which line
holds is each institution's policy. Source: DESIGN, section 5.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import SHARE, Cells, Counted, Kpi, Part
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import LEARNING

ALL = "all_passed"


def cells(facts: OfficeFacts) -> Cells:
    """By cell, of those assessed."""
    return {
        one.cell: Counted(
            one.passed, one.assessed, one.assessed, {ALL: (one.all_passed, one.assessed)}
        )
        for one in facts.results
    }


KPI = Kpi(
    slug="pass_rate",
    title=_("Pass rate"),
    why=_("It is what a course promises: that whoever studies in it gets through."),
    unit=SHARE,
    of=frozenset({LEARNING}),
    counted=_("students assessed"),
    formula=_("Students whose average reaches the pass line ÷ students assessed × 100"),
    nobody=_("Nobody is assessed yet in this term."),
    cells=cells,
    parts=(Part(ALL, _("Passed all subjects"), SHARE),),
)
