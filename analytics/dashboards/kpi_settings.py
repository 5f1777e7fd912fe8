"""What other weights would make of a figure, and what its history would make of them."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.kpis import dropout_risk_score as dropout
from analytics.kpis.fits import FEW, LEAST, fit
from analytics.kpis.kpi import Kpi
from analytics.kpis.settings import examples
from analytics.kpis.words import signed_text, weight_text
from analytics.metrics.leavings import leavings
from analytics.metrics.office_facts import OfficeFacts
from analytics.numerals import grouped
from analytics.precincts import Precinct


@dataclass(frozen=True)
class EffectLine:
    """A place with its figure now and under other weights."""

    label: str
    before: str
    after: str


def effect_lines(facts: OfficeFacts, kpi: Kpi, weights) -> list[EffectLine]:
    """The institution first, then its largest batches; none for a figure without weights."""
    if not kpi.weights:
        return []
    names = {one.pk: one.title or one.code for one in facts.precinct.batches}
    return [
        EffectLine(
            _("All of it") if one.batch is None else names.get(one.batch, ""),
            signed_text(one.before, kpi.unit),
            signed_text(one.after, kpi.unit),
        )
        for one in examples(facts, kpi, weights)
    ]


def fit_words(precinct: Precinct, kpi: Kpi) -> str:
    """What the finished terms say of the coefficients, or why they say nothing."""
    if kpi.slug != dropout.SLUG:
        return ""
    found = fit(leavings(precinct))
    told = {"left": grouped(found.left), "count": grouped(found.students), "least": LEAST}
    if found.why_not == FEW:
        return (
            _(
                "Not fitted: of %(count)s students of finished terms with known attendance %(left)s"
                " left; it takes %(least)s who left and %(least)s who stayed."
            )
            % told
        )
    if found.why_not:
        return _(
            "Not fitted: attendance or fees tell those who left from those who stayed without a"
            " fault, and no coefficients are large enough for that."
        )
    told |= {name: weight_text(Fraction(number)) for name, number in found.numbers.items()}
    words = _(
        "Fitted to %(count)s students of finished terms, of whom %(left)s left: base %(base)s,"
        " attendance %(absence)s, delay %(delay)s."
    )
    return words % told
