"""Dropout Risk Score: a chance of leaving from attendance and fee delay alone, logistic in both.

z = base + a × (100 − attendance) / 10 + f × days the oldest open fee is overdue / 30
student: 100 / (1 + e^−z); place: the mean of the students whose attendance is known

Usual coefficients: base −4, a 0.6, f 0.5. They are a convention and fitted to nobody: a student who
is always there and owes nothing has 1.80, one at 75 percent 7.59, one at 60 percent who is 60 days
late 35.43. Where an institution has enough students of finished terms who left and who stayed they
are fitted to these (see `analytics/kpis/fits.py`), and the page says so. Of a student without any
due the delay is 0; more than 365 days count as 365. It ranks; it is not the trained model of early
warning, and it decides nothing. Source: the customer's second paper ("logistic in attendance and
fee delay"); the logistic model: Cox, J. R. Stat. Soc. B 20 (1958) 215.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import POINTS, Cells, Counted, Kpi, Part, Unit, Weight
from analytics.kpis.sums import summed
from analytics.kpis.weighing import numbers_of
from analytics.metrics.learners import Learner
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import FEES, LEARNING
from students.rules.units import HUNDRED, SCALE

SLUG = "dropout_risk_score"
BASE, ABSENCE, DELAY = "base", "absence", "delay"
WEIGHTS = (
    Weight(BASE, _("Base, for full attendance and nothing overdue"), "-4", least=-50, most=50),
    Weight(ABSENCE, _("For each 10 points of attendance missed"), "0.6", least=-50, most=50),
    Weight(DELAY, _("For each 30 days a fee is overdue"), "0.5", least=-50, most=50),
)
LONGEST_DELAY = 365
MONTH = 30
TENTH = HUNDRED // 10
DIGITS = 40
FURTHEST = 60  # beyond it a chance is 0 or 100 in every place that is kept
DAYS = Unit("days", places=1)


def features(attendance: int, days_late: int) -> tuple[Fraction, Fraction]:
    """Tens of points missed, and months of delay; attendance in 1e-10 percent."""
    missed = max(HUNDRED - attendance, 0)
    return Fraction(missed, TENTH), Fraction(min(days_late, LONGEST_DELAY), MONTH)


def chance(attendance: int, days_late: int, numbers: dict[str, Fraction]) -> int:
    """In 1e-10 percent: the exponential has no exact value, and is taken to 40 digits."""
    absence, delay = features(attendance, days_late)
    z = numbers[BASE] + numbers[ABSENCE] * absence + numbers[DELAY] * delay
    z = max(min(z, Fraction(FURTHEST)), Fraction(-FURTHEST))
    with localcontext(prec=DIGITS):
        odds = (Decimal(-z.numerator) / Decimal(z.denominator)).exp()
        return int((Decimal(HUNDRED) / (1 + odds)).to_integral_value())


def cells(facts: OfficeFacts) -> Cells:
    """By cell, of the students whose attendance is known."""
    homes = facts.precinct.institution_ids
    numbers = {home: numbers_of(facts, SLUG, WEIGHTS, home) for home in homes}
    return summed(
        (one.cell, _counted(one, facts.delays.get(one.student, 0), numbers[one.cell.institution]))
        for one in facts.learners
        if one.attendance is not None
    )


def _counted(one: Learner, days_late: int, numbers: dict[str, Fraction]) -> Counted:
    parts = {ABSENCE: (max(HUNDRED - one.attendance, 0), 1), DELAY: (days_late, 1)}
    return Counted(chance(one.attendance, days_late, numbers), 1, 1, parts)


KPI = Kpi(
    slug=SLUG,
    title=_("Dropout Risk Score"),
    why=_(
        "Missing classes and unpaid fees often come before a student leaves, and both can be talked"
        " about in time."
    ),
    unit=Unit("percent", "%", per=SCALE),
    of=frozenset({LEARNING, FEES}),
    counted=_("students with known attendance"),
    formula=_(
        "100 ÷ (1 + e^−z), z = base + coefficient × points of attendance missed ÷ 10 + coefficient"
        " × days overdue ÷ 30; the mean of the students"
    ),
    nobody=_("Nobody’s attendance is known yet in this term."),
    cells=cells,
    parts=(
        Part(ABSENCE, _("Attendance missed, mean in points"), POINTS),
        Part(DELAY, _("Days overdue, mean"), DAYS),
    ),
    weights=WEIGHTS,
    low_is_good=True,
)
