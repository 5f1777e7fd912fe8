"""Setting weights and targets of an institution, and what other weights would come to."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from analytics.kpis import KPIS
from analytics.kpis import dropout_risk_score as dropout
from analytics.kpis.fits import fit
from analytics.kpis.kpi import Kpi, added
from analytics.kpis.weighing import usual
from analytics.metrics.leavings import leavings
from analytics.metrics.office_facts import OfficeFacts
from analytics.models import KpiTarget, KpiWeights
from analytics.precincts import Cell, Precinct
from students.models import Institution
from students.sight import Sight

MOST_EXAMPLES = 5


class ChangedMeanwhileError(Exception):
    """Somebody has stored others since the page of these was made."""


@dataclass(frozen=True)
class Setting:
    """What is in force of one figure: weights as texts, the target or None."""

    weights: Mapping[str, str]
    target: Decimal | None
    seen: str
    said: KpiWeights | None


@dataclass(frozen=True)
class Example:
    """A figure as it is and as it would be; `batch` is None of the whole institution."""

    batch: int | None
    before: Fraction | None
    after: Fraction | None


def setting_of(institution: Institution, kpi: Kpi) -> Setting:
    """Two queries."""
    said = KpiWeights.objects.filter(institution=institution, kpi=kpi.slug).first()
    aim = KpiTarget.objects.filter(institution=institution, kpi=kpi.slug).first()
    weights = usual(kpi.weights) | (said.weights if said else {})
    seen = f"{said.pk if said else 0}-{aim.pk if aim else 0}"
    return Setting(weights, aim.value if aim else None, seen, said)


def store(
    institution: Institution, kpi: Kpi, weights: Mapping[str, str], target: Decimal | None, **by
) -> bool:
    """Store what differs; whether anything does. `by`: user, seen, today.

    ChangedMeanwhileError unless `seen` is what is in force.
    """
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)  # one after the other
        now = setting_of(institution, kpi)
        if now.seen != by["seen"]:
            raise ChangedMeanwhileError
        where = {"institution": institution, "kpi": kpi.slug, "by": by["user"]}
        other = _numbers(weights) != _numbers(now.weights)
        if other:
            KpiWeights.objects.create(weights=dict(weights), **where)
        if target != now.target:
            KpiTarget.objects.create(value=target, from_day=by["today"], **where)
    return other or target != now.target


def _numbers(weights: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(text) for name, text in weights.items()}


def examples(facts: OfficeFacts, kpi: Kpi, weights: Mapping[str, str]) -> list[Example]:
    """What other weights make of the institution and of its largest batches."""
    (home,) = facts.precinct.institution_ids
    other = facts.weighed({**facts.weights, (home, kpi.slug): weights})
    before, after = kpi.cells(facts), kpi.cells(other)
    sizes: dict[int, int] = {}
    for cell, found in {**after, **before}.items():
        if cell.batch is not None:
            sizes[cell.batch] = sizes.get(cell.batch, 0) + found.count
    largest = sorted(sizes, key=lambda batch: (-sizes[batch], batch))[:MOST_EXAMPLES]
    return [
        Example(batch, _value(kpi, before, batch), _value(kpi, after, batch))
        for batch in (None, *largest)
    ]


def _value(kpi: Kpi, cells: Mapping[Cell, object], batch: int | None) -> Fraction | None:
    rows = (one for cell, one in cells.items() if batch is None or cell.batch == batch)
    return kpi.value(added(rows))


def fit_unless_chosen(precinct: Precinct) -> KpiWeights | None:
    """Fit the Dropout Risk Score to an institution's history and store it where it differs.

    What a person chose stands. None where nothing is stored.
    """
    (institution,) = precinct.institutions
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)
        now = setting_of(institution, KPIS[dropout.SLUG])
        if now.said is not None and now.said.learnt_from is None:
            return None
        found = fit(leavings(precinct))
        if found.why_not or _numbers(found.numbers) == _numbers(now.weights):
            return None
        return KpiWeights.objects.create(
            institution=institution,
            kpi=dropout.SLUG,
            weights=dict(found.numbers),
            learnt_from=found.students,
        )


def whole_precinct(sight: Sight, institution: Institution, today: datetime.date) -> Precinct:
    """All of one institution."""
    return Precinct(sight, (institution,), (institution,), today)
