"""What was typed against what stands there now: what to store, and what stands in the way."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.grids.rows import Column, Row
from students.grids.sendings import Sent
from students.grids.sheets import Sheet
from students.grids.texts import cell_of, text_of, token_of, usual, value_after, value_of
from students.imports.cells import plain
from students.imports.items import Item
from students.imports.refusals import Refused
from students.imports.values import maximum_of

MAXIMUM = "maximum"
GONE = gettext_lazy(
    "This cell is not in the grid any more: the student has left the class, or a column went."
)


@dataclass(frozen=True)
class Problem:
    """A cell (or the maximum) that cannot be stored as typed."""

    name: str
    place: str
    text: str
    reason: str
    mend: str = ""


@dataclass(frozen=True)
class Meeting:
    """A cell a colleague changed since it was shown; `mine` is None where it was not touched."""

    name: str
    row: Row
    column: Column
    shown: list | None
    theirs: list | None
    mine: str | None = None

    @property
    def place(self) -> str:
        """“R12 Asha Rao, Mathematics”."""
        return place_of(self.row, self.column)


@dataclass
class Comparison:
    """Items to store with their rows, cells changed by others, cells both changed, problems."""

    items: list[tuple[Row, Item]] = field(default_factory=list)
    fresh: list[Meeting] = field(default_factory=list)
    conflicts: list[Meeting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_storable(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.conflicts or self.problems)


def compared(sheet: Sheet, sent: Sent) -> Comparison:
    """Every cell of the sheet judged; nothing is written."""
    found, touched = Comparison(), sent.touched
    if touched and sent.maximum and not sheet.has_components:
        sheet = _out_of(sheet, sent.maximum, found)
    for name, row, column in sheet.cells():
        if name in sent.shown or name in touched:
            meeting = Meeting(
                name,
                row,
                column,
                shown=value_of(sent.shown.get(name, "")),
                theirs=row.value(column),
                mine=touched.pop(name, None),
            )
            _judge(sheet, meeting, found)
    found.problems += [Problem(name, "", text, str(GONE)) for name, text in touched.items()]
    return found


def place_of(row: Row, column: Column) -> str:
    """A cell in words."""
    return f"{row.name}, {column.title}"


def _out_of(sheet: Sheet, maximum: str, found: Comparison) -> Sheet:
    """The sheet with the maximum that was said; a problem where it is settled otherwise by now."""
    try:
        said = maximum_of(cell_of(maximum))
        if not sheet.is_unsettled and said != sheet.maximum:
            raise Refused(
                _("Marks here are out of %(maximum)s by now.") % {"maximum": plain(sheet.maximum)},
                _("Write that there, and look again at each mark you typed."),
            )
        return replace(sheet, said_maximum=said)
    except Refused as refusal:
        problem = Problem(MAXIMUM, _("Out of"), maximum, refusal.reason, refusal.mend)
        found.problems.append(problem)
        return sheet


def _judge(sheet: Sheet, cell: Meeting, found: Comparison):
    if token_of(cell.shown) == token_of(cell.theirs):
        if cell.mine is not None:
            _note(sheet, cell, found)
    elif cell.mine is None or usual(cell.mine) == text_of(cell.theirs):
        found.fresh.append(cell)
    else:
        found.conflicts.append(cell)


def _note(sheet: Sheet, cell: Meeting, found: Comparison):
    """Note a typed cell as an item to be stored, or as a problem."""
    row, column, old = cell.row, cell.column, cell.theirs
    try:
        if row.closed:
            raise Refused(row.closed, _("Nothing may be typed here."))
        new = value_after(cell.mine, old, sheet.maximum_of(row, column))
    except Refused as refusal:
        problem = Problem(cell.name, cell.place, cell.mine, refusal.reason, refusal.mend)
        found.problems.append(problem)
        return
    what, key = row.cell(column)
    found.items.append((row, Item(what, key, old, new)))
