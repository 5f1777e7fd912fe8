"""What the tables and charts of batches share: their names, their addresses, their cells."""

from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.choices import BATCH
from analytics.chosen import INSTITUTION
from analytics.dashboards.tables import NONE, Cell
from analytics.dashboards.tabs import BATCHES
from analytics.kpis.readings import Reading
from analytics.kpis.words import figure_text
from analytics.precincts import Precinct
from analytics.wording import few
from students.models import Batch


def place_of(precinct: Precinct, batch: Batch) -> dict[str, str]:
    """The filters that find one batch; other institutions may have one of its code."""
    code = next(one.code for one in precinct.institutions if one.pk == batch.institution_id)
    return {INSTITUTION: code, BATCH: batch.code}


def batch_url(precinct: Precinct, batch: Batch) -> str:
    """This page of one batch."""
    return f"{reverse(BATCHES)}?{precinct.query(**place_of(precinct, batch))}"


def batch_title(precinct: Precinct, batch: Batch) -> str:
    """Its title, with the institution where there are several."""
    several = [place_of(precinct, batch)[INSTITUTION]] if len(precinct.institutions) > 1 else []
    return " · ".join(filter(None, (batch.title, *several)))


def cell_of(one: Reading, url: str = "", bar: bool = False) -> Cell:
    """A figure as it is shown; a dash where there is none."""
    if one.few:
        return Cell(few())
    text = figure_text(one.value, one.kpi.unit)
    drawn = float(one.value) if bar and one.value is not None else None
    return Cell(text, url=url if one.value else "", bar=drawn)


def interval_text(one: Reading) -> str:
    """The interval of a figure, in its unit."""
    found = one.kpi.interval(one.found) if one.value is not None else None
    if found is None:
        return NONE
    bounds = (Fraction(end) / one.kpi.unit.per for end in (found.low, found.high))
    low, high = (figure_text(bound, one.kpi.unit) for bound in bounds)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def part_text(one: Reading, name: str) -> str:
    """A part told beside a figure: a dash where it is not known."""
    if one.few:
        return few()
    if name not in one.found.parts:
        return NONE
    unit = next(part.unit for part in one.kpi.parts if part.name == name)
    return figure_text(unit.value(*one.found.parts[name]), unit)
