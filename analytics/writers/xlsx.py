"""Rows of texts to a workbook that shows them as they were shown, and runs none of them."""

import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter

MOST_ROWS = 2**20  # of one sheet
PLAIN = re.compile(r"(\d{1,3}(?:,\d{2,3})*|\d{1,12})(?:\.(\d{1,10}))?")
GROUPED = r"[>=10000000]##\,##\,##\,##0;[>=100000]##\,##\,##0;#,##0"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_bytes(
    columns: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool] = ()
) -> bytes:
    """A workbook of a header and its rows, on more sheets where one is full.

    Every text is written as a text. In a `numeric` column what reads as a plain number is written
    as that number in a format that shows the same digits, so that it can be added up.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheets = _Sheets(book, columns, numeric)
        for row in rows:
            sheets.write(row)
    return file.getvalue()


def number_in(text: str) -> tuple[float, str] | None:
    """The number a text is, and the format that shows it so; None for any other text."""
    found = PLAIN.fullmatch(text)
    if not found:
        return None
    whole, places = found[1], found[2] or ""
    grouped = GROUPED if "," in whole else "0"
    return float(text.replace(",", "")), f"{grouped}.{'0' * len(places)}" if places else grouped


class _Sheets:
    """The sheets of a workbook, written line by line."""

    def __init__(self, book, columns: Sequence[str], numeric: Sequence[bool]):
        self._book, self._columns = book, columns
        self._numeric = numeric or (False,) * len(columns)
        self._bold, self._formats = book.add_format({"bold": True}), {}
        self._begin()

    def write(self, row: Sequence[str]):
        """Write one row below the last."""
        if self._row == MOST_ROWS:
            self._begin()
        for place, (text, numeric) in enumerate(zip(row, self._numeric, strict=True)):
            self._cell(place, text, number_in(text) if numeric else None)
        self._row += 1

    def _begin(self):
        self._sheet, self._row = self._book.add_worksheet(), 1
        self._sheet.freeze_panes(1, 0)
        for place, title in enumerate(self._columns):
            self._sheet.set_column(place, place, min(max(len(title) + 2, 10), 40))
        for place, title in enumerate(self._columns):
            self._sheet.write_string(0, place, title, self._bold)

    def _cell(self, place: int, text: str, number: tuple[float, str] | None):
        if number is None:
            self._sheet.write_string(self._row, place, text)
        else:
            value, shown = number
            self._sheet.write_number(self._row, place, value, self._format(shown))

    def _format(self, shown: str):
        if shown not in self._formats:
            self._formats[shown] = self._book.add_format({"num_format": shown})
        return self._formats[shown]
