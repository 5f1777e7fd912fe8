"""Rows of texts to a CSV file that a spreadsheet opens as it was shown."""

import csv
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A header and its rows; a text that a spreadsheet would compute is led by an apostrophe."""
    return "".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same line by line, for a list too long to be held at once."""
    yield from plain_lines(map(inert, columns), (map(inert, row) for row in rows))


def plain_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The same of cells that are written as they come, for who made the texts inert themselves."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(list(columns))
    for row in rows:
        yield writer.writerow(list(row))


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def inert(text: str) -> str:
    """The text, so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
