"""Rows of an office file that are no records: sums, and the header once more."""

from django.utils.translation import gettext as _

from students.imports.asides import Aside, sums_up
from students.imports.cells import Cell
from students.imports.headers import FileRows, Header


def without_asides(rows: FileRows, header: Header, needed: set[int]) -> tuple[FileRows, list]:
    """The rows without sums above and below and without the header once more, and Asides.

    `needed`: the places of the cells that name a record. What stands between records is one.
    """
    titles = [title for title in header.titles if title]
    kept, asides = [], []
    repeated = [[cell.text for cell in cells if not cell.blank] == titles for _no, cells in rows]
    sums = [_is_sum(cells, needed) for _no, cells in rows]
    places = [at for at in range(len(rows)) if not (repeated[at] or sums[at])] or [len(rows)]
    for at, (number, cells) in enumerate(rows):
        if repeated[at]:
            words = _("Row %(number)s is left out: it is the header once more.")
        elif sums[at] and not places[0] < at < places[-1]:
            words = _("Row %(number)s is left out: “%(text)s” sums up other rows.")
        else:
            kept.append((number, cells))
            continue
        text = next(cell.text for cell in cells if not cell.blank)
        asides.append(Aside(number, words % {"number": number, "text": text}))
    return kept, asides


def _is_sum(cells: list[Cell], needed: set[int]) -> bool:
    """Whether a row opens with a word for sums and names no record besides."""
    filled = [place for place, cell in enumerate(cells) if not cell.blank]
    return sums_up(cells) and needed.isdisjoint(filled[1:])
