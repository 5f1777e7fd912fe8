"""Excel workbooks, with the number formats that say what a number means."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from django.utils.translation import gettext as _

from students.imports.cells import ERROR, UNCOMPUTED, Cell, cell_of
from students.imports.options import Options
from students.imports.readers.sheets import chosen_sheet
from students.imports.refusals import ImportRefused, refuse_file

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
LAST_ROW = 1_048_576
WIDEST = 2_000


def rows(content: bytes, options: Options) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the chosen sheet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions openpyxl leaves out; none holds values
            yield from _rows(content, options)
    except ImportRefused:
        raise
    except Exception as error:  # a hostile workbook may fail in any way its parsers know
        raise refuse_file(
            _("The workbook is damaged and cannot be read."),
            _("Open it in a spreadsheet program and save it anew as XLSX or CSV."),
        ) from error


def _rows(content: bytes, options: Options):
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"}
    for sheet in sheets.values():
        sheet.reset_dimensions()  # the size a file declares for itself is often wrong
    filled = [title for title, sheet in sheets.items() if _is_filled(sheet)]
    title = chosen_sheet(filled, options.sheet)
    formulas = _formulas(content, title)
    for number, row in enumerate(sheets[title].rows, 1):
        if number > LAST_ROW or len(row) > WIDEST:
            raise refuse_file(_("The sheet is larger than a spreadsheet can be."))
        yield number, _cells(row, next(formulas, ()))


def _formulas(content: bytes, title: str) -> Iterator[tuple]:
    """The rows of a sheet with formulas in the place of their values; nothing where it has none.

    A program that writes a formula without its value leaves what looks like an empty cell.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        if not any(_holds_formula(archive, part) for part in sheets):
            return
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    workbook[title].reset_dimensions()
    yield from workbook[title].rows


def _holds_formula(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as xml:
        tail = b""
        while block := xml.read(2**20):
            if FORMULA.search(tail + block):
                return True
            tail = block[-40:]
    return False


def _cells(row: tuple, formulas: tuple) -> list[Cell]:
    cells = [_cell(cell) for cell in row]
    for place, formula in enumerate(formulas[: len(cells)]):
        if cells[place].blank and formula.value is not None and not _is_empty_text(row[place]):
            cells[place] = Cell(str(formula.value), UNCOMPUTED)
    return cells


def _is_empty_text(cell) -> bool:
    """Whether a formula came to the text "", which openpyxl gives no other value than none."""
    return cell.data_type == "str"


def _is_filled(sheet) -> bool:
    for number, row in enumerate(sheet.rows):
        if any(cell.value is not None for cell in row):
            return True
        if number > LAST_ROW:
            break
    return False


def _cell(cell) -> Cell:
    if cell.value is None:
        return cell_of(None)
    if cell.data_type == "e":
        return Cell(str(cell.value), ERROR)
    return cell_of(cell.value, cell.number_format)
