"""The tables of batches: side by side, the parts of their index, what trainers added."""

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.dashboards.batch_index import index_table, parts_table
from analytics.dashboards.batch_trainers import trainers_table
from analytics.dashboards.batch_words import (
    batch_title,
    batch_url,
    cell_of,
    interval_text,
    part_text,
    place_of,
)
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.kpis.batches import EFFECT, OVERDUE, STUDENTS, BatchLine, BatchReadings
from analytics.kpis.trainer_effectiveness import BEFORE, NOW
from analytics.kpis.words import figure_text
from analytics.metrics.batch_trainers import Trained, trainers_of
from analytics.numerals import grouped

LEAST, MOST = "0", "100"


def several_tables(found: BatchReadings) -> list[Table]:
    """Side by side; then the index and its parts, and what trainers added, where there are any."""
    made = [_side_by_side(found), parts_table(found), _effects(found)]
    return [one for one in made if one is not None]


def one_batch_tables(found: BatchReadings, line: BatchLine) -> list[Table]:
    """Of one batch: its figures, its trainers, the index part by part, and what they added."""
    made = [
        _side_by_side(found),
        trainers_table(found, line),
        index_table(found, line),
        _effects(found),
    ]
    return [one for one in made if one is not None]


def _side_by_side(found: BatchReadings) -> Table:
    single = len(found.lines) == 1 and found.unplaced is None
    return Table(
        title=_("Figures of the batch") if single else _("Batches side by side"),
        subtitle=_with_fees()
        if found.shows(OVERDUE)
        else _("Rates, averages and activity in percent"),
        corner=_("Batch"),
        columns=tuple(Column(str(kpi.title)) for kpi in found.columns),
        lines=(*(_line(found, line) for line in found.lines), *_unplaced(found)),
        whole=None if single else _whole(found),
        kind="batches",
    )


def _with_fees() -> str:
    return _("Rates, averages and activity in percent, overdue fees in rupees")


def _line(found: BatchReadings, line: BatchLine) -> Line:
    precinct = found.precinct
    cells = (
        cell_of(line.of(kpi), _students_url(found, line) if kpi is STUDENTS else "")
        for kpi in found.columns
    )
    return Line(
        line.batch.code,
        tuple(cells),
        batch_title(precinct, line.batch),
        url=batch_url(precinct, line.batch) if len(found.lines) > 1 else "",
    )


def _unplaced(found: BatchReadings) -> list[Line]:
    """Who counts in all of them and is in none, so that the lines add up."""
    line = found.unplaced
    if line is None:
        return []
    cells = tuple(cell_of(line.of(kpi)) for kpi in found.columns)
    return [Line(_("No batch"), cells, _("In the term, but in no batch"))]


def _students_url(found: BatchReadings, line: BatchLine) -> str:
    precinct = found.precinct
    if not precinct.leads_to_students:
        return ""
    return f"{reverse('students')}?{precinct.students_query(**place_of(precinct, line.batch))}"


def _whole(found: BatchReadings) -> Line:
    return Line(_("All"), tuple(cell_of(found.whole[kpi.slug]) for kpi in found.columns))


def _effects(found: BatchReadings) -> Table | None:
    """What trainers added, with what the batch brought with it; the most first."""
    if not found.shows(EFFECT):
        return None
    known = [one for one in found.lines if one.of(EFFECT).value is not None]
    if not known:
        return None
    names = trainers_of(one.batch.pk for one in known)
    known.sort(key=lambda one: (-one.of(EFFECT).value, one.batch.code_key))
    return Table(
        title=_("What trainers added"),
        subtitle=_("Averages of marks, adjusted for what the batch brought with it"),
        corner=_("Batch"),
        columns=(
            Column(_("Trainers"), numeric=False),
            Column(_("Students")),
            Column(_("Average before")),
            Column(_("Expected now")),
            Column(_("Average now")),
            Column(_("Difference"), _("95 percent interval")),
        ),
        lines=tuple(_effect_line(found, one, names[one.batch.pk]) for one in known),
        kind="batch-effects",
    )


def _effect_line(found: BatchReadings, line: BatchLine, trained: list[Trained]) -> Line:
    one = line.of(EFFECT)
    now, count = one.found.parts[NOW]
    expected = EFFECT.unit.value(now - one.found.numerator, count)
    cells = (
        Cell(", ".join(each.name for each in trained) or NONE),
        Cell(grouped(one.found.count)),
        Cell(part_text(one, BEFORE)),
        Cell(figure_text(expected, EFFECT.unit)),
        Cell(part_text(one, NOW)),
        Cell(figure_text(one.value, EFFECT.unit), interval_text(one)),
    )
    url = batch_url(found.precinct, line.batch) if len(found.lines) > 1 else ""
    return Line(line.batch.code, cells, batch_title(found.precinct, line.batch), url)
