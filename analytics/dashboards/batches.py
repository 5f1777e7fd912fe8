"""Batches side by side: who is in them, how they do, and what their trainers added."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts.chart import Chart
from analytics.choices import BATCH
from analytics.chosen import TERM
from analytics.dashboards.batch_charts import NOTABLE, batch_charts
from analytics.dashboards.batch_tables import one_batch_tables, several_tables
from analytics.dashboards.kpi_filters import precinct_filters, term_select
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import BATCHES as SLUG
from analytics.kpis.batches import (
    ATTENDANCE,
    AVERAGE,
    EFFECT,
    INDEX,
    OVERDUE,
    PASSED,
    STUDENTS,
    BatchLine,
    BatchReadings,
)
from analytics.kpis.kpi import Kpi
from analytics.kpis.readings import Reading, Readings
from analytics.kpis.words import SPACE, figure_text
from analytics.meant_terms import in_term
from analytics.numerals import difference, grouped
from analytics.precincts import Precinct
from analytics.wording import few
from students.sight import Sight


def batches_of(sight: Sight, asked: Mapping[str, str]) -> BatchReadings:
    """The batches of an address; ScopeError for what is not among what they see."""
    precinct = in_term(Precinct.of(sight, asked), str(asked.get(TERM) or "").strip())
    return BatchReadings(Readings(precinct))


def charts(found: BatchReadings) -> list[Chart]:
    """The charts of the page: of several batches; one alone has nothing to be compared with."""
    return batch_charts(found) if len(found.lines) > 1 else []


def tables(found: BatchReadings) -> list[Table]:
    """The tables of the page, in order; those of the one batch where one is meant."""
    if not found.lines:
        return []
    chosen = BATCH in found.precinct.picked and len(found.lines) == 1
    return one_batch_tables(found, found.lines[0]) if chosen else several_tables(found)


def board(found: BatchReadings) -> dict:
    """What dashboards/board.html shows, but for charts, tables and tabs."""
    precinct = found.precinct
    return {
        "heading": _finding(found),
        "lede": _lede(precinct),
        "filters": precinct_filters(precinct, reverse(SLUG), term_select(precinct)),
        "figures": _strip(found) if found.lines else (),
        "notes": tuple(_notes(found)) if found.lines else (),
        "start": None if found.lines else _nothing(precinct),
        "as_of": timezone.now(),  # computed as it is read
    }


def _finding(found: BatchReadings) -> str:
    lines = found.lines
    if not lines:
        return _("No batches here yet")
    if len(lines) == 1:
        return _("Batch %(batch)s") % {"batch": lines[0].batch.code}
    everybody = found.whole[AVERAGE.slug].value
    known = [one for one in lines if one.of(AVERAGE).value is not None]
    if everybody is None or len(known) < 2:
        words = ngettext("%(count)s batch", "%(count)s batches", len(lines))
        return words % {"count": grouped(len(lines))}
    lowest = min(known, key=lambda one: one.of(AVERAGE).value)
    shown = [figure_text(one, AVERAGE.unit) for one in (everybody, lowest.of(AVERAGE).value)]
    by = difference(*shown)
    if by <= NOTABLE:
        return _("No batch’s average is more than two points below that of all")
    told = {"batch": lowest.batch.code, "by": by}
    return _("%(batch)s is weakest, %(by)s points below the average of all") % told


def _lede(precinct: Precinct) -> str:
    names = ", ".join(one.name for one in precinct.institutions)
    if not names:
        return _("No institution is assigned to you yet.")
    told = {"place": names, "day": date_format(precinct.today, "j M Y")}
    if precinct.own_batches and not precinct.leads_to_students:
        return _("Of your batches at %(place)s, as on %(day)s.") % told
    return _("Batches of %(place)s, as on %(day)s.") % told


def _strip(found: BatchReadings) -> tuple[Figure, ...]:
    """The figures of all that is shown: of one batch its own."""
    kpis = (STUDENTS, ATTENDANCE, PASSED, AVERAGE, INDEX)
    one = found.lines[0] if len(found.lines) == 1 else None
    return tuple(_figure(found, one, kpi) for kpi in kpis if found.shows(kpi))


def _figure(found: BatchReadings, one: BatchLine | None, kpi: Kpi) -> Figure:
    reading = one.of(kpi) if one else found.whole[kpi.slug]
    value = few() if reading.few else figure_text(reading.value, kpi.unit)
    unit = f"{SPACE}{kpi.unit.sign}" if kpi.unit.sign and reading.value is not None else ""
    url = ""
    if kpi is STUDENTS and found.precinct.leads_to_students and reading.value:
        url = f"{reverse('students')}?{found.precinct.students_query()}"
    return Figure(str(kpi.title), value, _counted(reading), unit, url=url)


def _counted(reading: Reading) -> str:
    if reading.why_empty:
        return "" if reading.few else reading.why_empty
    if reading.kpi is INDEX or reading.kpi is STUDENTS:
        return ""
    return _("of %(count)s known") % {"count": grouped(reading.found.count)}


def _nothing(precinct: Precinct) -> dict:
    sentence = _("A batch appears here once students, ratings or fees of it are known.")
    clear = {"url": reverse(SLUG), "link": _("Clear the filters")} if precinct.chosen else {}
    return {"sentence": sentence, **clear}


def _notes(found: BatchReadings):
    """How the figures are made, in sentences."""
    yield _(
        "Attendance, averages and the pass rate are of the term meant; weekly activity is the share"
        " of five days a week in its last four whole weeks."
    )
    if found.shows(OVERDUE):
        yield _("Fees are counted in the batch joined last, as on the day of the page.")
    if found.shows(INDEX):
        yield _(
            "The parts of the quality index run from 0 to 100, the bounds of their own scales: a"
            " rating as a share of the largest there is, an average of marks as it is, activity on"
            " five days a week as 100. Another batch’s figures move none of them. What a camera"
            " saw never enters."
        )
    if found.shows(EFFECT):
        yield _(
            "What a trainer added is the average now less what students of the other batches with"
            " the same earlier average have. An interval that holds 0 may be chance; who came to"
            " which batch was not drawn by lot, so that none of it is a proof of causes."
        )
    if not found.precinct.tells_of_few:
        yield _("Figures of one to four students are withheld: “%(few)s”.") % {"few": few()}
