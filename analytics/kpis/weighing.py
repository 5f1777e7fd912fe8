"""The adjustable numbers of a figure as they are in force at an institution."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from analytics.kpis.kpi import Weight
from analytics.metrics.office_facts import OfficeFacts, Weights
from analytics.models import KpiWeights
from students.rules.units import half_up


def usual(weights: tuple[Weight, ...]) -> dict[str, str]:
    """The numbers where nobody has said anything else."""
    return {one.name: one.usual for one in weights}


def said_weights(institutions: Iterable[int]) -> dict[tuple[int, str], KpiWeights]:
    """What these institutions have said last of each figure. One query."""
    rows = KpiWeights.objects.in_force(institutions)
    return {(one.institution_id, one.kpi): one for one in rows}


def stored_weights(institutions: Iterable[int]) -> Weights:
    """The numbers alone."""
    return {key: one.weights for key, one in said_weights(institutions).items()}


def numbers_of(
    facts: OfficeFacts, slug: str, weights: tuple[Weight, ...], institution: int
) -> dict[str, Fraction]:
    """The numbers in force, exact, by their names."""
    found = usual(weights) | dict(facts.weights.get((institution, slug), {}))
    return {one.name: Fraction(found[one.name]) for one in weights}


def blended(values: Mapping[str, int | None], weights: Mapping[str, Fraction]) -> int | None:
    """The weighted mean of percents, rounded to a whole 1e-10 percent; None where one is unknown.

    A value with the weight 0 is not asked for.
    """
    used = {name: weights[name] for name in values if weights[name]}
    if not used or any(values[name] is None for name in used):
        return None
    total = sum(weight * values[name] for name, weight in used.items())
    mean = total / sum(used.values())
    return half_up(mean.numerator, mean.denominator)
