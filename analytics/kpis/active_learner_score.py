"""Active Learner Score: how often a student is active, times how reliably work is handed in.

student: frequency × reliability, both between 0 and 1, × 100
frequency = days of activity in the last 4 whole weeks / (weeks × 5), of a week at most 5 days
reliability = pieces of work handed in by their day / pieces of work due so far

A product, not a mean: whoever is there every day and hands nothing in is at 0, and so is who hands
in without ever being there. Of several courses the days are added up and divided by those of all.
A student of no course that records activity, or of whom nothing was due, has no score.
Source: the customer's second paper ("activity frequency × submission reliability"); five days a
week as the whole are a convention.
"""

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MEAN_PERCENT, POINTS, Cells, Kpi, Part
from analytics.kpis.students import means
from analytics.metrics.learners import Learner
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import LEARNING
from students.rules.units import HUNDRED, half_up

FREQUENCY, RELIABILITY = "frequency", "reliability"


def parts_of(one: Learner) -> dict[str, int | None]:
    """Both percents of one student."""
    return {FREQUENCY: one.active, RELIABILITY: one.reliability}


def score(one: Learner) -> int | None:
    """Their product in 1e-10 points; None where one is unknown."""
    if one.active is None or one.reliability is None:
        return None
    return half_up(one.active * one.reliability, HUNDRED)


def cells(facts: OfficeFacts) -> Cells:
    """By cell, of the students who have a score."""
    return means(facts.learners, score, parts_of)


KPI = Kpi(
    slug="active_learner_score",
    title=_("Active Learner Score"),
    why=_("Being there and handing in on time are what a student can do about the marks to come."),
    unit=POINTS,
    of=frozenset({LEARNING}),
    counted=_("students with activity and work due"),
    formula=_(
        "days active in the last 4 weeks ÷ (weeks × 5) × work handed in by its day ÷ work due"
        " × 100; the mean of the students"
    ),
    nobody=_("Nobody is in a course that records activity and had work to hand in."),
    cells=cells,
    dated=True,
    parts=(
        Part(FREQUENCY, _("Activity frequency"), MEAN_PERCENT),
        Part(RELIABILITY, _("Submission reliability"), MEAN_PERCENT),
    ),
)
