"""A table found in a file: its columns, its rows, and what is amiss in its header."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from students.imports.cells import EMPTY, Cell
from students.imports.columns import Column
from students.imports.problems import Problem, whole_file


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
        return self._first_by_name.get(name)

    def columns_of(self, name: str) -> list[Column]:
        """All columns of a known name, in the order of the file."""
        return self._all_by_name.get(name, [])

    @cached_property
    def _all_by_name(self) -> dict[str, list[Column]]:
        columns: dict[str, list[Column]] = {}
        for column in self.columns:
            columns.setdefault(column.name, []).append(column)
        return columns

    @cached_property
    def _first_by_name(self) -> dict[str, Column]:
        """Every row asks for its columns by name."""
        return {column.name: column for column in reversed(self.columns)}

    @property
    def left_out(self) -> list[Column]:
        """Columns that are known and not read."""
        return [column for column in self.columns if column.title and column.left_out]

    @property
    def unnamed(self) -> list[Column]:
        """Columns with a title that is not known: in a file of marks, its subjects."""
        return [one for one in self.columns if not (one.name or one.left_out or one.day)]

    @property
    def days(self) -> list[Column]:
        """Columns that say who was in a class on a day."""
        return [column for column in self.columns if column.day]

    def values(self, column: Column) -> Iterator[Cell]:
        """The cells of a column that are not empty."""
        return (cell for row in self.rows if not (cell := row.cell(column)).blank)


def header_problems(table: Table) -> list[Problem]:
    """No roll numbers; else columns that say the same, values under no title, no rows."""
    if not table.column("roll_no"):
        return [_no_roll_number(table)]
    problems = []
    seen: dict[tuple, Column] = {}
    for column in table.columns:
        key = (column.name or column.subject.casefold(), column.component.casefold())
        if column.day:
            continue  # a day may have several classes
        if key in seen and not column.left_out:
            problems.append(
                whole_file(
                    _("Columns %(one)s and %(other)s both hold %(what)s.")
                    % {
                        "one": letters(seen[key].index),
                        "other": letters(column.index),
                        "what": column.name or column.subject,
                    },
                    _("Keep one of them."),
                    column=column.title,
                )
            )
        elif not column.left_out:
            seen[key] = column
        if not column.title and column.why == "guessed" and any(True for _ in table.values(column)):
            problems.append(
                whole_file(
                    _("Column %(column)s has values but no title.")
                    % {"column": letters(column.index)},
                    _("Give it a title, or empty it."),
                )
            )
    if not table.rows:
        problems.append(whole_file(_("There are no rows below the header.")))
    return problems


def letters(index: int) -> str:
    """The spreadsheet's letters of a column: A for 0, AA for 26."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def told_apart(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns by titles of their own: those without one, or with another's, get their letters."""
    seen: set[str] = set()
    told = []
    for column in columns:
        title = column.title
        if title.casefold() in seen or (not title and column.why != "guessed"):
            title = f"{title} (column {letters(column.index)})".strip()
        seen.add(column.title.casefold())
        told.append(replace(column, title=title))
    return tuple(told)


def _no_roll_number(table: Table) -> Problem:
    found = ", ".join(f"“{column.title}”" for column in table.columns[:12] if column.title)
    reason = _("No column with roll numbers was found.")
    if found:
        reason = _("No column with roll numbers was found; the columns found are %(titles)s.")
    return whole_file(
        reason % {"titles": found},
        _(
            "Title that column roll_no; the header stands in the first 30 rows, one title in each "
            "cell."
        ),
        column="roll_no",
    )
