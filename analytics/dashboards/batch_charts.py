"""Batches as bars: their quality index, what trainers added, their averages and attendance."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.charts.chart import BAR, Chart, Row
from analytics.dashboards.batch_words import interval_text, place_of
from analytics.kpis.batches import (
    ATTENDANCE,
    AVERAGE,
    EFFECT,
    INDEX,
    BatchLine,
    BatchReadings,
)
from analytics.kpis.kpi import Kpi
from analytics.kpis.words import figure_text
from analytics.numerals import grouped

NOTABLE = 2  # points below all of them
ROOM = Fraction(5, 4)  # of the longest bar, so that its figure stands beside it


@dataclass(frozen=True)
class Sort:
    """A chart of batches: its slug and figure, what it is called, and the words of its finding."""

    slug: str
    kpi: Kpi
    measure: str
    lowest: str
    alike: str


SORTS = (
    Sort(
        "batch-index",
        INDEX,
        gettext_lazy("Quality index, 0 to 100"),
        gettext_lazy("%(batch)s has the lowest quality index, %(figure)s"),
        gettext_lazy("No batch’s quality index is more than two points below the mean"),
    ),
    Sort(
        "batch-effect",
        EFFECT,
        gettext_lazy("Average now less what its earlier averages let expect, points"),
        "",
        gettext_lazy("What trainers added"),
    ),
    Sort(
        "batch-average",
        AVERAGE,
        gettext_lazy("Average of marks, percent"),
        gettext_lazy("%(batch)s has the lowest average, %(figure)s"),
        gettext_lazy("No batch’s average is more than two points below that of all"),
    ),
    Sort(
        "batch-attendance",
        ATTENDANCE,
        gettext_lazy("Mean attendance of the students, percent"),
        gettext_lazy("%(batch)s has the lowest attendance, %(figure)s"),
        gettext_lazy("No batch’s attendance is more than two points below that of all"),
    ),
)


def batch_charts(found: BatchReadings) -> list[Chart]:
    """One for each of these figures that is the viewer's to see."""
    return [_chart(found, sort) for sort in SORTS if found.shows(sort.kpi)]


def _chart(found: BatchReadings, sort: Sort) -> Chart:
    known = [one for one in found.lines if one.of(sort.kpi).value is not None]
    lines = sorted(known, key=lambda one: (-one.of(sort.kpi).value, one.batch.code_key))
    spoken_of = _clear(lines) if sort.kpi is EFFECT else _notable(found, sort, lines)
    columns = [_("Batch"), sort.kpi.title, _("Taken from")]
    return Chart(
        slug=sort.slug,
        kind=BAR,
        title=_effect_finding(lines) if sort.kpi is EFFECT else _finding(found, sort, lines),
        subtitle=str(sort.measure),
        measure=str(sort.kpi.title),
        columns=tuple(map(str, [*columns, *_interval_title(sort)])),
        rows=tuple(_row(found, sort, one, one.batch.pk in spoken_of) for one in lines),
        figures=found,
        options=_axis(lines) if sort.kpi is EFFECT else {},
        empty="" if lines else _nothing(found, sort),
    )


def _interval_title(sort: Sort) -> list[str]:
    return [_("95 percent interval")] if sort.kpi is EFFECT else []


def _row(found: BatchReadings, sort: Sort, line: BatchLine, spoken_of: bool) -> Row:
    one = line.of(sort.kpi)
    interval = (interval_text(one),) if sort.kpi is EFFECT else ()
    return Row(
        label=line.batch.code,
        number=round(float(one.value), 2),
        value=figure_text(one.value, sort.kpi.unit),
        key="bar" if spoken_of else "bar-muted",
        share=grouped(one.found.count),
        filters=place_of(found.precinct, line.batch),
        leads=sort.kpi is not INDEX,
        others=interval,
    )


def _notable(found: BatchReadings, sort: Sort, lines: list[BatchLine]) -> set[int]:
    """The lowest, where it lies more than two points below all of them."""
    whole = found.whole[sort.kpi.slug].value
    if whole is None or len(lines) < 2 or whole - lines[-1].of(sort.kpi).value <= NOTABLE:
        return set()
    return {lines[-1].batch.pk}


def _finding(found: BatchReadings, sort: Sort, lines: list[BatchLine]) -> str:
    if len(lines) < 2 or found.whole[sort.kpi.slug].value is None:
        return str(sort.kpi.title)
    if not _notable(found, sort, lines):
        return str(sort.alike)
    last = lines[-1]
    figure = figure_text(last.of(sort.kpi).value, sort.kpi.unit)
    return str(sort.lowest) % {"batch": last.batch.code, "figure": figure}


def _clear(lines: list[BatchLine]) -> set[int]:
    """The batches whose difference is told from none."""
    intervals = {one.batch.pk: EFFECT.interval(one.of(EFFECT).found) for one in lines}
    return {pk for pk, interval in intervals.items() if interval and interval.excludes_none}


def _effect_finding(lines: list[BatchLine]) -> str:
    if not lines:
        return _("What trainers added")
    count = len(_clear(lines))
    if not count:
        return _("No batch differs from the expected by more than chance")
    words = ngettext(
        "%(count)s of %(all)s batches differs from the expected by more than chance",
        "%(count)s of %(all)s batches differ from the expected by more than chance",
        count,
    )
    return words % {"count": grouped(count), "all": grouped(len(lines))}


def _axis(lines: list[BatchLine]) -> dict:
    """From the lowest to the highest, with 0 in it."""
    values = [one.of(EFFECT).value for one in lines]
    low, high = (end(values, default=0) for end in (min, max))
    bounds = {"min": float(min(low * ROOM, 0)), "max": float(max(high * ROOM, 1))}
    return {"scales": {"x": bounds}}


def _nothing(found: BatchReadings, sort: Sort) -> str:
    if any(one.of(sort.kpi).few for one in found.lines):
        return _("Too few students to tell of.")
    return str(sort.kpi.nobody)
