"""The key figures as a page: a card for each, with its trend, its target and how it is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.dashboards.kpi_filters import precinct_filters, precinct_query
from analytics.dashboards.kpi_leads import Lead, lead
from analytics.dashboards.kpi_sparks import Spark, spark
from analytics.dashboards.kpi_words import distance_words, weights_words
from analytics.dashboards.tabs import KPIS as SLUG
from analytics.dashboards.tabs import tabs_of
from analytics.kpis.histories import Point, histories
from analytics.kpis.kpi import MONEY, Kpi
from analytics.kpis.readings import Reading, Readings
from analytics.kpis.targets import Distance, distance, targets
from analytics.kpis.weighing import numbers_of
from analytics.kpis.words import RUPEE, SPACE, figure_text, signed_text, weight_text
from analytics.numerals import grouped
from analytics.precincts import FEES, Precinct
from students.models import Role


@dataclass(frozen=True)
class KpiCard:
    """One figure as it is shown: texts only."""

    slug: str
    title: str
    why: str
    value: str
    before: str
    sign: str
    unit: str
    counted: str
    better: str
    formula: str
    empty: str
    parts: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str], ...]
    weights_from: str
    target: str
    reached: bool
    has_target: bool
    spark: Spark | None
    days: tuple[tuple, ...]
    set_url: str
    history_urls: dict[str, str]
    lead: Lead | None


def kpis_page(readings: Readings) -> dict:
    """What dashboards/kpis.html shows."""
    precinct = readings.precinct
    cards = list(kpi_cards(readings))
    query = precinct_query(precinct)
    return {
        "heading": _heading(cards),
        "lede": _lede(precinct),
        "tabs": tabs_of(precinct.sight, query.lstrip("?"), SLUG),
        "filters": precinct_filters(precinct, reverse(SLUG)),
        "cards": cards,
        "csv_url": reverse("kpis-file", args=["csv"]) + query,
        "xlsx_url": reverse("kpis-file", args=["xlsx"]) + query,
        "as_of": timezone.now(),
    }


def kpi_cards(readings: Readings) -> Iterator[KpiCard]:
    """In the order of the catalogue, those that are the viewer's; those without a value last."""
    precinct, found = readings.precinct, list(readings.all())
    found.sort(key=lambda one: one.value is None)
    wanted, lines = targets(precinct), histories(precinct, [one.kpi for one in found])
    for one in found:
        line = [] if one.few else lines[one.kpi.slug]
        apart = distance(precinct, one.kpi, wanted.get(one.kpi.slug), one.value)
        yield _card(readings, one, line, apart)


def _card(readings: Readings, one: Reading, line: list[Point], apart: Distance | None) -> KpiCard:
    kpi, value = one.kpi, one.value
    return KpiCard(
        slug=kpi.slug,
        title=str(kpi.title),
        why=str(kpi.why),
        value=figure_text(value, kpi.unit),
        before=f"{RUPEE}{SPACE}" if value is not None and kpi.unit is MONEY else "",
        sign=f"{SPACE}{kpi.unit.sign}" if value is not None and kpi.unit.sign else "",
        unit=str(kpi.unit.name),
        counted="" if one.why_empty else _counted(one),
        better=_("Lower is better") if kpi.low_is_good else _("Higher is better"),
        formula=str(kpi.formula),
        empty=one.why_empty,
        parts=tuple(_parts(one)),
        weights=tuple(_weights(readings, kpi)),
        weights_from=_weights_from(readings, kpi),
        target=distance_words(apart) if apart else "",
        reached=bool(apart and apart.is_reached),
        has_target=bool(apart),
        spark=spark(kpi, line),
        days=tuple(
            (point.day, signed_text(point.value, kpi.unit), grouped(point.count))
            for point in reversed(line)
        ),
        set_url=_set_url(readings.precinct, kpi),
        history_urls=_history_urls(readings.precinct, kpi),
        lead=None if one.why_empty else lead(readings.precinct, kpi),
    )


def _counted(one: Reading) -> str:
    """What it is taken from; a 0 is said to be counted and not missing."""
    told = {"count": grouped(one.found.count), "counted": one.kpi.counted}
    if one.value:
        return _("%(count)s %(counted)s") % told
    return _("%(count)s %(counted)s; counted and found to be 0, not missing") % told


def _parts(one: Reading) -> Iterator[tuple[str, str]]:
    if one.why_empty:
        return
    for part in one.kpi.parts:
        if part.name in one.found.parts:
            value = part.unit.value(*one.found.parts[part.name])
            yield str(part.title), signed_text(value, part.unit)
    found = one.kpi.interval(one.found) if one.kpi.interval else None
    if found:
        bounds = (Fraction(end) / one.kpi.unit.per for end in (found.low, found.high))
        low, high = (figure_text(bound, one.kpi.unit) for bound in bounds)
        yield _("95 percent interval"), _("%(low)s to %(high)s") % {"low": low, "high": high}


def _weights(readings: Readings, kpi: Kpi) -> Iterator[tuple[str, str]]:
    """Of the one institution meant; those of several may differ."""
    institutions = readings.precinct.institution_ids
    if len(institutions) != 1:
        return
    numbers = numbers_of(readings.facts, kpi.slug, kpi.weights, institutions[0])
    for weight in kpi.weights:
        yield str(weight.title), weight_text(numbers[weight.name])


def _weights_from(readings: Readings, kpi: Kpi) -> str:
    several = len(readings.precinct.institutions) != 1
    home = 0 if several else readings.precinct.institution_ids[0]
    return weights_words(kpi, readings.said.get((home, kpi.slug)), several)


def _heading(cards: list[KpiCard]) -> str:
    aimed = [card for card in cards if card.has_target]
    if not aimed:
        return _("Key figures")
    reached = sum(card.reached for card in aimed)
    words = ngettext(
        "%(reached)s of %(count)s target is reached",
        "%(reached)s of %(count)s targets are reached",
        len(aimed),
    )
    return words % {"reached": reached, "count": len(aimed)}


def _lede(precinct: Precinct) -> str:
    names = ", ".join(one.name for one in precinct.institutions)
    if not names:
        return _("No institution is assigned to you yet.")
    own = precinct.own_batches and not precinct.shows(FEES)
    words = _("Of your batches at %(place)s.") if own else _("%(place)s.")
    return words % {"place": names}


def _set_url(precinct: Precinct, kpi: Kpi) -> str:
    """Where weights and target of a figure are set; empty for whom it is not."""
    if len(precinct.institutions) != 1:
        return ""
    (place,) = precinct.institutions
    if not (precinct.sight.everything or place.pk in precinct.sight.where(Role.PRINCIPAL)):
        return ""
    return reverse("kpi-settings", args=[place.pk, kpi.slug])


def _history_urls(precinct: Precinct, kpi: Kpi) -> dict[str, str]:
    query = precinct_query(precinct)
    return {kind: reverse("kpi-history", args=[kpi.slug, kind]) + query for kind in ("csv", "xlsx")}
