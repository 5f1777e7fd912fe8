"""The tables of the Batch Quality Index: of every batch beside its parts, of one part by part."""

from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.dashboards.batch_words import batch_title, batch_url, cell_of, part_text
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.kpis.batch_quality_index import WEIGHTS, lacking
from analytics.kpis.batches import INDEX, BatchLine, BatchReadings
from analytics.kpis.weighing import numbers_of
from analytics.kpis.words import weight_text
from analytics.wording import joined

LEAST, MOST = "0", "100"


def parts_table(found: BatchReadings) -> Table | None:
    """The index of every batch beside the parts it is the mean of, or what there is none for."""
    if not found.shows(INDEX):
        return None
    lacks = _lacks(found)
    lines = [one for one in found.lines if one.of(INDEX).value is not None]
    lines += [one for one in found.lines if one.batch.pk in lacks and one not in lines]
    if not lines:
        return None
    second = _("Not known") if lacks else ""
    return Table(
        title=_("Batch Quality Index and its parts"),
        subtitle=_subtitle(found),
        corner=_("Batch"),
        columns=(Column(_("Index"), second), *(Column(str(one.title)) for one in INDEX.parts)),
        lines=tuple(_parts_line(found, one, lacks.get(one.batch.pk, ())) for one in lines),
        kind="batch-parts",
    )


def _lacks(found: BatchReadings) -> dict[int, tuple[str, ...]]:
    """By batch without an index the titles of the parts that are not known.

    Only of those whose parts are all the viewer's to see, and none that is withheld.
    """
    titles = {part.name: str(part.title) for part in INDEX.parts}
    empty = {one.batch.pk for one in found.lines if _is_empty(one)}
    return {
        cell.batch: tuple(titles[name] for name in names)
        for cell, names in lacking(found.readings.facts).items()
        if cell.batch in empty and found.precinct.holds(cell, INDEX.of)
    }


def _is_empty(line: BatchLine) -> bool:
    return line.of(INDEX).value is None and not any(one.few for one in line.readings.values())


def _subtitle(found: BatchReadings) -> str:
    """The weights, where all institutions here have the same."""
    facts, homes = found.readings.facts, {one.batch.institution_id for one in found.lines}
    weights = {
        tuple(numbers_of(facts, INDEX.slug, WEIGHTS, home).items()) for home in sorted(homes)
    }
    if len(weights) != 1:
        return _("Each from 0 to 100; every institution weighs the parts by its own numbers")
    numbers = dict(weights.pop())
    each = [
        _("%(part)s %(weight)s") % {"part": one.title, "weight": weight_text(numbers[one.name])}
        for one in INDEX.parts
    ]
    return _("Each from 0 to 100; weights: %(weights)s") % {"weights": ", ".join(each)}


def _parts_line(found: BatchReadings, line: BatchLine, lacks: tuple[str, ...]) -> Line:
    one = line.of(INDEX)
    why = _("not known: %(parts)s") % {"parts": joined(list(lacks))}
    first = Cell(NONE, why) if lacks else cell_of(one, bar=True)
    cells = [first, *(_bar(part_text(one, part.name)) for part in INDEX.parts)]
    title, url = batch_title(found.precinct, line.batch), batch_url(found.precinct, line.batch)
    return Line(line.batch.code, tuple(cells), title, url)


def _bar(text: str) -> Cell:
    return Cell(text, bar=None if text == NONE else float(text))


def index_table(found: BatchReadings, line: BatchLine) -> Table | None:
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
