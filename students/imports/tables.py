"""A table found in a file: where its header stands, what its columns are, and its rows."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from students.imports.cells import EMPTY, Cell
from students.imports.columns import Column, is_left_out, named
from students.imports.problems import Problem, whole_file
from students.imports.refusals import refuse_file

HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A row's number in the file, and its cells as far as it has any."""

    number: int
    cells: list[Cell]

    def cell(self, column: Column | None) -> Cell:
        """The cell in a column; empty where the row ends before it, or the column is missing."""
        if column is None or column.index >= len(self.cells):
            return EMPTY
        return self.cells[column.index]


@dataclass(frozen=True)
class Table:
    """The columns in the order of the file, and the rows below the header."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> Column | None:
        """The column of a known name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def left_out(self) -> list[Column]:
        """Columns that are known and not read."""
        return [column for column in self.columns if column.title and is_left_out(column)]

    @property
    def unnamed(self) -> list[Column]:
        """Columns with a title that is not known: in a file of marks, its subjects."""
        return [column for column in self.columns if not column.name and not is_left_out(column)]

    def values(self, column: Column) -> Iterator[Cell]:
        """The cells of a column that are not empty."""
        return (cell for row in self.rows if not (cell := row.cell(column)).blank)


def table_of(rows: Iterable[tuple[int, list[Cell]]], names: tuple[str, ...]) -> Table:
    """The table whose header names a roll number; raises FileRefused where there is none."""
    rows = iter(rows)
    above = []
    for _, cells in itertools.islice(rows, HEADER_WITHIN):
        columns = tuple(named(index, cell.text, names) for index, cell in enumerate(cells))
        if any(column.name == "roll_no" for column in columns):
            return Table(columns, tuple(itertools.starmap(Row, rows)))
        above.append(cells)
    raise _no_header(above)


def header_problems(table: Table) -> list[Problem]:
    """Columns titled twice, values under no title, and a table without rows."""
    problems = []
    seen: dict[str, Column] = {}
    for column in table.columns:
        key = column.name or column.title.casefold()
        if key in seen and not is_left_out(column):
            problems.append(
                whole_file(
                    f"Columns {letters(seen[key].index)} and {letters(column.index)} both hold "
                    f"{column.name or column.title}.",
                    "Keep one of them.",
                    column=column.title,
                )
            )
        seen.setdefault(key, column)
        if not column.title and any(True for _ in table.values(column)):
            problems.append(
                whole_file(
                    f"Column {letters(column.index)} has values but no title.",
                    "Give it a title, or empty it.",
                )
            )
    if not table.rows:
        problems.append(whole_file("There are no rows below the header."))
    return problems


def letters(index: int) -> str:
    """The spreadsheet's letters of a column: A for 0, AA for 26."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _no_header(above: list[list[Cell]]):
    widest = max(above, key=lambda cells: sum(not cell.blank for cell in cells), default=[])
    found = ", ".join(f"“{cell.text}”" for cell in widest[:12] if not cell.blank)
    return refuse_file(
        "No column with roll numbers was found"
        + (f"; the columns found are {found}." if found else "."),
        "Title that column roll_no; the header stands in the first "
        f"{HEADER_WITHIN} rows, one title in each cell.",
        column="roll_no",
    )
