"""A table of figures as a page shows it and as its files hold it: the same texts in the same order.

A cell may have a second text, such as the difference from the whole; in a file it is a column.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.numerals import difference

MINUS = "\u2212"
NONE = "–"


@dataclass(frozen=True)
class Column:
    """`second` is the title of the cells' second text in a file; "" where they have none."""

    title: str
    second: str = ""
    numeric: bool = True
    sort_url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Cell:
    """`text` is printed and leads to `url`, `second` to `second_url`; `step` names its colour; bar
    and mark are percents."""

    text: str
    second: str = ""
    url: str = ""
    step: str = ""
    bar: float | None = None
    mark: float | None = None
    second_url: str = ""

    @property
    def has_bar(self) -> bool:
        return self.bar is not None


@dataclass(frozen=True)
class Line:
    """One part: its name, the page or list it leads to, and a cell for each column."""

    label: str
    cells: tuple[Cell, ...]
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """`corner` is the title of the parts' names, `whole` the line of all of them."""

    title: str
    subtitle: str
    corner: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    whole: Line | None = None
    legend: tuple[tuple[str, str], ...] = ()
    kind: str = "compare"

    @property
    def labelled(self) -> list[tuple[Line, list[tuple[Column, Cell]]]]:
        """Each line with its cells beside their columns, for pages where these stand apart."""
        return [(line, list(zip(self.columns, line.cells, strict=True))) for line in self.lines]

    @property
    def whole_cells(self) -> list[tuple[Column, Cell]]:
        """The cells of the whole beside their columns."""
        return list(zip(self.columns, self.whole.cells, strict=True))

    def titles(self) -> list[str]:
        """The heads of the columns of a file."""
        heads = [(column.title, column.second) for column in self.columns]
        return [self.corner, *(title for pair in heads for title in pair if title)]

    def numeric(self) -> list[bool]:
        """Which columns of a file hold numbers."""
        kinds = [(column.numeric, bool(column.second)) for column in self.columns]
        return [False, *(one for numeric, two in kinds for one in (numeric,) * (1 + two))]

    def rows(self) -> Iterator[list[str]]:
        """The texts of every line, in the order of the page, the whole last."""
        for line in (*self.lines, *((self.whole,) if self.whole else ())):
            yield [line.label, *self._texts(line)]

    def _texts(self, line: Line) -> Iterator[str]:
        for column, cell in zip(self.columns, line.cells, strict=True):
            yield cell.text
            if column.second:
                yield cell.second


def signed(figure: str, other: str) -> str:
    """The difference of two shown figures with its sign, "+1.20"; "" where one is missing."""
    if not figure or not other:
        return ""
    by = difference(figure, other)
    sign = "+" if by > 0 else MINUS if by < 0 else "±"
    return f"{sign}{abs(by)}"
