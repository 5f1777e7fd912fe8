"""A workbook as titles, columns, rows, formulas and charts, before anybody makes a file of it."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

TEXT, NOTE, WHOLE, MONEY, SCORE, MEAN, SHARE, DAY, MONTH = (
    "text",
    "note",  # a text of several lines
    "whole",  # a number without places
    "money",  # with two places, grouped as India groups
    "score",  # with two places
    "mean",  # with two places, and up to four where they say something
    "share",  # a part of 1, shown in percent with two places
    "day",
    "month",
)
# Of a column in the row of totals: its sum, its mean, or its formula over the sums of others.
SUM, AVERAGE, SAME = "sum", "average", "same"
BAD, WARN, GOOD = "bad", "warn", "good"
COLUMNS, BARS, LINES, STACKED = "columns", "bars", "lines", "stacked"


Plain = str | int | Decimal | Fraction | datetime.date | None


@dataclass(frozen=True)
class Worked:
    """A single cell the spreadsheet works out: `text` as in a Formula, `value` what it gives.

    Of another `kind` than its column's where one is said.
    """

    text: str
    value: Plain
    kind: str = ""


@dataclass(frozen=True)
class Told:
    """A single cell of another kind than its column's."""

    value: Plain
    kind: str


Value = Plain | Worked | Told


@dataclass(frozen=True)
class Formula:
    """What the spreadsheet works out in every row of a column.

    `text` is in the spreadsheet's words without "="; in braces stand other columns of the row,
    "{paid}", or of a sheet before it the whole column, "{students.paid}". `value` gives the same
    from the row's values: it is what those see whose program does not compute.
    """

    text: str
    value: Callable[[Mapping[str, Plain]], Plain]


@dataclass(frozen=True)
class Mark:
    """Colours the cells of a column in whose row a condition holds, `text` as in a Formula.

    What it tells must stand in words somewhere in the row: nobody has to see colours.
    """

    tone: str
    text: str


@dataclass(frozen=True)
class Column:
    """`name` is for formulas; `bars` draws each number as a bar behind it."""

    name: str
    title: str
    kind: str = TEXT
    formula: Formula | None = None
    total: str = ""
    width: int = 0
    marks: tuple[Mark, ...] = ()
    bars: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart of some columns of its sheet, below the table."""

    kind: str
    title: str
    categories: str
    series: tuple[str, ...]
    axis: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table. `rows` bring the values of the columns without formula, and are read once.

    `key` is the name formulas know it by (its own too, where `rows` have a length), `notes` are
    sentences below its title, `total` is what the row of totals is called, "" for none, `empty`
    stands in place of rows, and so many columns on the left as `held` stay in sight.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
    notes: tuple[str, ...] = ()
    total: str = ""
    empty: str = ""
    charts: tuple[Chart, ...] = ()
    held: int = 0


@dataclass(frozen=True)
class Book:
    """Sheets of one place on a day; a sheet's formulas may name the sheets before it.

    Its texts are in the language in force as it was made, and so must be what writes it.
    """

    title: str
    place: str
    day: datetime.date
    sheets: tuple[Sheet, ...]


def quoted(text: str) -> str:
    """A text within a formula."""
    return '"{}"'.format(text.replace('"', '""'))
