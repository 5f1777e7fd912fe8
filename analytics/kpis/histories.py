"""Key figures day by day: written once a night, read as a line."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.kpis import KPIS
from analytics.kpis.kpi import Counted, Kpi, added
from analytics.kpis.weighing import stored_weights
from analytics.meant_terms import everywhere
from analytics.metrics.few import LEAST, MEASURES, hidden
from analytics.metrics.office_facts import OfficeFacts
from analytics.models import KpiSnapshot
from analytics.models.kpis import place_of
from analytics.precincts import Cell, Precinct
from students.models import Institution
from students.sight import Sight

DAYS = 92
EVERYBODY = Sight(user_id=None, everything=True)


@dataclass(frozen=True)
class Point:
    """A figure on a day."""

    day: datetime.date
    value: Fraction
    count: int


def store_snapshots(institution: Institution, day: datetime.date) -> int:
    """Keep every figure of an institution, its branches and batches as of a day; how many.

    What was kept of the day before is replaced: a second run leaves the same rows.
    """
    precinct = Precinct(EVERYBODY, (institution,), (institution,), day)
    facts = OfficeFacts(precinct, stored_weights([institution.pk]))
    rows = [row for kpi in KPIS.values() for row in _rows(kpi, facts, day)]
    with transaction.atomic():
        Institution.objects.select_for_update().get(pk=institution.pk)  # two runs take turns
        KpiSnapshot.objects.filter(institution=institution, day=day).delete()
        KpiSnapshot.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _rows(kpi: Kpi, facts: OfficeFacts, day: datetime.date) -> Iterator[KpiSnapshot]:
    for place, found in _by_place(kpi, facts).items():
        if kpi.value(found) is not None:
            yield KpiSnapshot(
                institution_id=place.institution,
                branch_id=place.branch,
                batch_id=place.batch,
                place=place_of(*place),
                kpi=kpi.slug,
                day=day,
                numerator=found.numerator,
                denominator=1 if kpi.unit.is_sum else found.denominator,
                count=found.count,
            )


def _by_place(kpi: Kpi, facts: OfficeFacts) -> dict[Cell, Counted]:
    """The institution, its branches and its batches, each as a cell without the other two."""
    places = defaultdict(list)
    for cell, found in kpi.cells(facts).items():
        if not kpi.of_batches:
            places[Cell(cell.institution)].append(found)
            if cell.branch is not None:
                places[Cell(cell.institution, cell.branch)].append(found)
        if cell.batch is not None:
            places[Cell(cell.institution, None, cell.batch)].append(found)
    return {place: added(found) for place, found in places.items()}


def histories(precinct: Precinct, kpis: Iterable[Kpi]) -> dict[str, list[Point]]:
    """By figure the days of the last three months on which all places meant were kept. One query.

    Days on which too few were counted to tell of, or of another institution by what is told of
    this one, are left out. A query more for who may not look up whom they see figures of.
    """
    kpis = {kpi.slug: kpi for kpi in kpis}
    places = {slug: _places(precinct, kpi) for slug, kpi in kpis.items()}
    gone = set() if precinct.tells_of_few else _given_away(precinct, kpis)
    rows = KpiSnapshot.objects.filter(
        place__in=set().union(*places.values()),
        kpi__in=list(kpis),
        day__gt=precinct.today - datetime.timedelta(days=DAYS),
        day__lte=precinct.today,
    ).order_by("day")
    found = defaultdict(lambda: defaultdict(list))
    columns = ("kpi", "place", "day", "numerator", "denominator", "count")
    for slug, place, day, *numbers in rows.values_list(*columns):
        if place in places[slug] and (slug, day) not in gone:
            found[slug][day].append(Counted(*numbers))
    return {slug: list(_points(precinct, kpi, found[slug])) for slug, kpi in kpis.items()}


def _given_away(precinct: Precinct, kpis: Mapping[str, Kpi]) -> set[tuple]:
    """Figures and days on which an institution's would tell of another, taken from that of all."""
    if INSTITUTION not in precinct.chosen or precinct.picked:
        return set()
    homes = {place_of(one): one for one in everywhere(precinct).blind}
    rows = KpiSnapshot.objects.filter(
        place__in=list(homes),
        kpi__in=[slug for slug, kpi in kpis.items() if kpi.people],
        day__gt=precinct.today - datetime.timedelta(days=DAYS),
    )
    days: dict[tuple, dict[int, tuple]] = defaultdict(dict)
    for slug, day, place, count in rows.values_list("kpi", "day", "place", "count"):
        days[slug, day][homes[place]] = (count,) * len(MEASURES)
    here = set(precinct.institution_ids)
    return {of for of, parts in days.items() if hidden(parts) & here}


def _points(precinct: Precinct, kpi: Kpi, days: dict) -> Iterator[Point]:
    most = max(map(len, days.values()), default=0)
    for day, rows in days.items():
        whole = added(rows)
        few = kpi.people and not precinct.tells_of_few and whole.count < LEAST
        if len(rows) == most and not few:
            yield Point(day, kpi.value(whole) or Fraction(0), whole.count)


def _places(precinct: Precinct, kpi: Kpi) -> set[str]:
    """The keys of the places that together are the part meant, of what is theirs to see."""
    if BATCH in precinct.picked:
        cells = [Cell(one.institution_id, one.branch_id, one.pk) for one in precinct.batches]
    else:
        cells = _whole_cells(precinct, kpi)
    return {
        place_of(cell.institution, None if cell.batch else cell.branch, cell.batch)
        for cell in cells
        if precinct.holds(cell, kpi.of)
    }


def _whole_cells(precinct: Precinct, kpi: Kpi) -> Iterator[Cell]:
    """Institutions or branches; where these are not theirs the parts of them that are."""
    branches = [Cell(one.institution_id, one.pk) for one in precinct.branches]
    homes = [Cell(one) for one in precinct.institution_ids]
    cells = branches if BRANCH in precinct.picked else homes
    whole = [cell for cell in cells if precinct.holds(cell, kpi.of)]
    yield from whole
    if whole:
        return
    led = [cell for cell in branches if precinct.holds(cell, kpi.of)]
    yield from led
    told = {cell.branch for cell in led}
    for one in precinct.batches:
        if one.pk in precinct.own_batches and one.branch_id not in told:
            yield Cell(one.institution_id, one.branch_id, one.pk)
