"""The tables of batches: side by side, the parts of their index, what trainers added."""

from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

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
from analytics.kpis.batch_quality_index import WEIGHTS
from analytics.kpis.batches import EFFECT, INDEX, OVERDUE, STUDENTS, BatchLine, BatchReadings
from analytics.kpis.trainer_effectiveness import BEFORE, NOW
from analytics.kpis.weighing import numbers_of
from analytics.kpis.words import figure_text, weight_text
from analytics.metrics.batch_trainers import Trained, trainers_of
from analytics.numerals import grouped

LEAST, MOST = "0", "100"


def several_tables(found: BatchReadings) -> list[Table]:
    """Side by side; then the index and its parts, and what trainers added, where there are any."""
    made = [_side_by_side(found), _parts(found), _effects(found)]
    return [one for one in made if one is not None]


def one_batch_tables(found: BatchReadings, line: BatchLine) -> list[Table]:
    """Of one batch: its figures, its trainers, the index part by part, and what they added."""
    made = [_side_by_side(found), trainers_table(found, line), _index(found, line), _effects(found)]
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


def _parts(found: BatchReadings) -> Table | None:
    """The index of every batch beside the parts it is the mean of."""
    if not found.shows(INDEX):
        return None
    known = [one for one in found.lines if one.of(INDEX).value is not None]
    if not known:
        return None
    return Table(
        title=_("Batch Quality Index and its parts"),
        subtitle=_("Each from 0 to 100, the bounds of its own scale"),
        corner=_("Batch"),
        columns=(Column(_("Index")), *(Column(str(one.title)) for one in INDEX.parts)),
        lines=tuple(_parts_line(found, one) for one in known),
        kind="batch-parts",
    )


def _parts_line(found: BatchReadings, line: BatchLine) -> Line:
    one = line.of(INDEX)
    cells = [cell_of(one, bar=True)]
    cells += [_bar(part_text(one, part.name)) for part in INDEX.parts]
    title, url = batch_title(found.precinct, line.batch), batch_url(found.precinct, line.batch)
    return Line(line.batch.code, tuple(cells), title, url)


def _bar(text: str) -> Cell:
    return Cell(text, bar=None if text == NONE else float(text))


def _index(found: BatchReadings, line: BatchLine) -> Table | None:
    """The index of one batch, part by part, with weights and bounds."""
    if not found.shows(INDEX) or line.of(INDEX).value is None:
        return None
    one, home = line.of(INDEX), line.batch.institution_id
    weights = numbers_of(found.readings.facts, INDEX.slug, WEIGHTS, home)
    lines = (
        Line(
            str(part.title),
            (
                _bar(part_text(one, part.name)),
                Cell(LEAST),
                Cell(MOST),
                Cell(weight_text(weights[part.name])),
            ),
        )
        for part in INDEX.parts
    )
    whole = Cell(weight_text(sum(weights.values(), Fraction(0))))
    return Table(
        title=_("Batch Quality Index and its parts"),
        subtitle=_("The mean of the parts, each counting by its weight"),
        corner=_("Part"),
        columns=(Column(_("Value")), Column(_("Least")), Column(_("Most")), Column(_("Weight"))),
        lines=tuple(lines),
        whole=Line(_("Index"), (cell_of(one, bar=True), Cell(LEAST), Cell(MOST), whole)),
        kind="batch-index-parts",
    )


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
