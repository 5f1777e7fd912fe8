"""Excel workbooks, with the number formats that say what a number means."""

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl

from students.imports.cells import ERROR, UNCOMPUTED, Cell, cell_of
from students.imports.options import Options
from students.imports.readers.sheets import chosen_sheet
from students.imports.refusals import ImportRefused, refuse_file

LAST_ROW = 1_048_576
WIDEST = 2_000
BLOCK, OVERLAP = 2**16, 40
FORMULA = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?f[\s/>]")


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
            "The workbook is damaged and cannot be read.",
            "Open it in a spreadsheet program and save it anew as XLSX or CSV.",
        ) from error


def _rows(content: bytes, options: Options):
    sheets = _sheets(content, data_only=True)
    filled = [title for title, sheet in sheets.items() if _is_filled(sheet)]
    title = chosen_sheet(filled, options.sheet)
    formulas = _sheets(content)[title].rows if _has_formulas(content) else itertools.repeat(())
    for number, (row, typed) in enumerate(zip(sheets[title].rows, formulas, strict=False), 1):
        if number > LAST_ROW or len(row) > WIDEST:
            raise refuse_file("The sheet is larger than a spreadsheet can be.")
        pairs = itertools.zip_longest(row, typed)
        yield number, [_cell(cell, formula) for cell, formula in pairs]


def _sheets(content: bytes, data_only: bool = False) -> dict:
    """The visible sheets by title, with the results of formulas or (`data_only` off) themselves."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"}
    for sheet in sheets.values():
        sheet.reset_dimensions()  # the size a file declares for itself is often wrong
    return sheets


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_names_formula(archive, name) for name in names)


def _names_formula(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet's XML has an element f, of any namespace prefix."""
    end = b""
    with archive.open(name) as sheet:
        while block := sheet.read(BLOCK):
            if FORMULA.search(end + block):
                return True
            end = block[-OVERLAP:]
    return False


def _is_filled(sheet) -> bool:
    for number, row in enumerate(sheet.rows):
        if any(cell.value is not None for cell in row):
            return True
        if number > LAST_ROW:
            break
    return False


def _cell(cell, formula) -> Cell:
    """The result of a formula, where the file holds it: a program that writes files has none."""
    if cell.value is None:
        is_formula = formula is not None and formula.data_type == "f"
        return Cell(_formula_text(formula.value), UNCOMPUTED) if is_formula else cell_of(None)
    if cell.data_type == "e":
        return Cell(str(cell.value), ERROR)
    return cell_of(cell.value, cell.number_format)


def _formula_text(value) -> str:
    return str(getattr(value, "text", None) or value)  # that of an array is wrapped
