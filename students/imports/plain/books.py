"""A workbook of many rows as the fast reader gives it: values, and nothing of how they are shown.

A workbook that shows numbers in a way of its own, that holds formulas, errors or truth values, or
numbers longer than a spreadsheet keeps, is left to the reader of single rows, which sees all that.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from defusedxml.ElementTree import fromstring
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils import column_index_from_string
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from students.imports.cells import Cell, cell_of
from students.imports.options import Options
from students.imports.plain import lines
from students.imports.readers import ZIP, archives
from students.imports.readers.sheets import chosen_sheet
from students.imports.readers.xlsx import FORMULA
from students.imports.refusals import FileRefused

PLAIN_FORMATS = ("General", "@")
GENERAL, AS_TEXT = 0, 49  # their numbers, which a workbook need not name
STYLES, SHEETS = "xl/styles.xml", "xl/worksheets/"
TRUTH_OR_ERROR = re.compile(rb"\st=[\"'][be][\"']")
COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
ROW = re.compile(rb"\sr=[\"'][A-Z]{1,3}(\d{1,7})[\"']")
MOST_CELLS = 5_000_000
BLOCK, LONGEST_START = 2**20, 40  # of a tag, which two blocks may share
MOST_DIGITS = 15


class LongNumberError(Exception):
    """A number has more digits than a spreadsheet keeps; the reader of single rows tells of it."""


@dataclass(frozen=True)
class Book:
    """The sheet that is meant. Its rows are lists of values, from the first column on."""

    sheet: CalamineSheet

    @property
    def count(self) -> int:
        """About how many rows there are."""
        return self.sheet.height

    def rows(self) -> Iterator[tuple[int, list]]:
        """Number and values of every row, empty ones too."""
        indent = [""] * self.sheet.start[1]
        for number, values in enumerate(self.sheet.iter_rows(), 1):
            yield number, indent + values

    def texts(self, row: list) -> list[str]:
        """A row as text."""
        known = _Texts()
        return [value if type(value) is str else known[value] for value in row]

    def cells(self, row: list) -> list[Cell]:
        """A row as the reader of single rows has it, without the empty cells at its end."""
        cells = [cell_of(value) for value in row]
        while cells and cells[-1].blank:
            cells.pop()
        return cells

    def below(self, last: int, width: int) -> Iterator[tuple[int, list[list[str]]]]:
        """The rows after that one as text, of this width; some thousands after their number."""
        known, rows = _Texts(), islice(self.rows(), last, None)
        number = last + 1
        while chunk := [
            lines.fitted([one if type(one) is str else known[one] for one in values], width)
            for _number, values in islice(rows, lines.ROWS_AT_ONCE)
        ]:
            yield number, chunk
            number += len(chunk)


class _Texts(dict):
    """The text of each value, made once."""

    def __missing__(self, value) -> str:
        text = self[value] = cell_of(value).text
        if sum(map(str.isdigit, text)) > MOST_DIGITS and isinstance(value, float):
            raise LongNumberError
        return text


def book_of(content: bytes, options: Options) -> Book | None:
    """The workbook, where its values tell all, and are so many that reading them at once pays."""
    try:
        if not content.startswith(ZIP) or archives.kind_of(content) != "xlsx":
            return None
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _is_plain(archive):
                return None
        sheet = _sheet(content, options)
    except (CalamineError, FileRefused, KeyError, ValueError, zipfile.BadZipFile):
        return None  # the reader of single rows says what is wrong
    return Book(sheet) if sheet.height >= lines.FEWEST else None


def _sheet(content: bytes, options: Options) -> CalamineSheet:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    sheets = {name: book.get_sheet_by_name(name) for name in shown}
    filled = [name for name, sheet in sheets.items() if sheet.height]
    return sheets[chosen_sheet(filled, options.sheet)]


def _is_plain(archive: zipfile.ZipFile) -> bool:
    sheets = [name for name in archive.namelist() if name.startswith(SHEETS)]
    return _shows_as_is(archive) and all(_holds_values(archive, name) for name in sheets)


def _shows_as_is(archive: zipfile.ZipFile) -> bool:
    """Whether no cell is shown in a format that says more than its value."""
    styles = Stylesheet.from_tree(fromstring(archive.read(STYLES)))
    plain = {one.numFmtId for one in styles.numFmts.numFmt if one.formatCode in PLAIN_FORMATS}
    return {style.numFmtId for style in styles.cellXfs.xf} <= {GENERAL, AS_TEXT} | plain


def _holds_values(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet holds values alone, in no larger a square than the fast reader may lay out.

    It keeps a place for each cell between the first and the last, which may lie far apart.
    """
    last, columns, end = 1, {b"A"}, b""
    with archive.open(name) as xml:
        while block := xml.read(BLOCK):
            text = end + block
            if FORMULA.search(text) or TRUTH_OR_ERROR.search(text):
                return False
            columns.update(COLUMN.findall(text))
            last = max([last, *map(int, set(ROW.findall(text)))])
            end = block[-LONGEST_START:]
    return last * max(map(column_index_from_string, map(bytes.decode, columns))) <= MOST_CELLS
