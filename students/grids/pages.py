"""The grid as a page shows it: each cell with its text, its label and what is wrong with it."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from students.grids.comparisons import MAXIMUM, Comparison
from students.grids.rows import Column, Row
from students.grids.sendings import Sent
from students.grids.sheets import Sheet, cell_name
from students.grids.texts import text_of, token_of
from students.imports.cells import plain
from students.rules.takers import EXEMPT, takers

UNTOUCHED, NOTHING_FOUND = Sent(), Comparison()


@dataclass(frozen=True)
class ShownCell:
    """One cell: what stands in it, and what it is compared by when it is sent back."""

    name: str
    text: str
    token: str
    label: str
    maximum: str
    is_published: bool = False
    is_bad: bool = False
    in_conflict: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A student with their cells; `is_whole`: the whole record may be seen.

    `so_far` says how many components the grade is made of while others are to come.
    """

    row: Row
    cells: tuple[ShownCell, ...]
    is_whole: bool
    so_far: str = ""

    @property
    def own_maximum(self) -> str:
        """What the mark is out of."""
        return self.cells[0].maximum

    @property
    def mark_text(self) -> str:
        """The mark that the components come to: “60 of 100”, “AB”."""
        mark = self.row.mark
        words = text_of(mark)
        if not words or mark[1] != words:
            return words
        return _("%(part)s of %(whole)s") % {"part": words, "whole": mark[2]}


@dataclass(frozen=True)
class Page:
    """Everything the template asks for."""

    sheet: Sheet
    rows: tuple[ShownRow, ...]
    shown: str
    typed_maximum: str = ""
    maximum_refused: bool = False

    @property
    def maximum(self) -> str:
        return plain(self.sheet.maximum)

    @property
    def asks_maximum(self) -> bool:
        """Whether it is to be said what marks are out of, or was said otherwise than it is."""
        return self.sheet.is_unsettled or self.maximum_refused

    @property
    def published(self) -> int:
        """How many students can see something of this grid."""
        return sum(any(cell.is_published for cell in row.cells) for row in self.rows)

    @property
    def shows_whole(self) -> bool:
        return any(row.is_whole for row in self.rows)

    @property
    def entered_words(self) -> str:
        """Of those who take the subject how many have a mark: “2 of 3 entered”."""
        there = [row.row for row in self.rows if row.row.is_there]
        known = {row.result.pk: row.registration for row in there}
        taking = takers(known)
        entered = sum(bool(text_of(row.mark)) for row in there if row.result.pk in taking)
        exempt = sum(one == EXEMPT for one in known.values())
        others = len(there) - len(taking) - exempt
        words = _("%(part)s of %(whole)s entered")
        if others:
            words = _("%(part)s of %(whole)s entered, %(others)s not registered")
        return words % {"part": entered, "whole": len(taking), "others": others}


def page_of(
    sheet: Sheet, whole: set[int], sent: Sent = UNTOUCHED, found: Comparison = NOTHING_FOUND
) -> Page:
    """The page of a sheet; what was sent and not stored stands in its cells again.

    `whole` holds the numbers of the results whose whole record may be seen.
    """
    bad = {problem.name for problem in found.problems}
    conflicts = {conflict.name for conflict in found.conflicts}
    touched = sent.touched

    def shown_cell(row: Row, column: Column) -> ShownCell:
        name, value = cell_name(row, column), row.value(column)
        return ShownCell(
            name=name,
            text=touched.get(name, text_of(value)),
            token=sent.shown.get(name, "") if name in conflicts else token_of(value),
            label=_("%(column)s mark of %(name)s") % {"column": column.title, "name": row.name},
            maximum=plain(sheet.maximum_of(row, column)),
            is_published=bool(value and value[3]),
            is_bad=name in bad,
            in_conflict=name in conflicts,
        )

    rows = tuple(
        ShownRow(
            row,
            tuple(shown_cell(row, column) for column in sheet.columns),
            row.result.pk in whole,
            row.so_far(sheet.columns),
        )
        for row in sheet.rows
    )
    tokens = {cell.name: cell.token for row in rows for cell in row.cells}
    shown = json.dumps(tokens, separators=(",", ":"))
    return Page(sheet, rows, shown, sent.maximum, MAXIMUM in bad)
