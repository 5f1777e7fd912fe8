"""Excel workbooks from before 2007."""

import io
from collections.abc import Iterator

import xlrd
from django.utils.translation import gettext as _

from students.imports.cells import BOOLEAN, EMPTY, ERROR, Cell, cell_of, text_cell
from students.imports.options import Options
from students.imports.readers.sheets import chosen_sheet
from students.imports.refusals import ImportRefused, refuse_file


def rows(content: bytes, options: Options) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the chosen sheet."""
    try:
        yield from _rows(content, options)
    except ImportRefused:
        raise
    except Exception as error:  # a hostile workbook may fail in any way its parser knows
        raise refuse_file(
            _("The workbook is encrypted or damaged and cannot be read."),
            _("Save it without a password, as XLSX or CSV."),
        ) from error


def _rows(content: bytes, options: Options):
    workbook = xlrd.open_workbook(
        file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
    )
    visible = [sheet for sheet in workbook.sheets() if sheet.visibility == 0]
    filled = {sheet.name: sheet for sheet in visible if sheet.nrows}
    sheet = filled[chosen_sheet(list(filled), options.sheet)]
    for index in range(sheet.nrows):
        yield index + 1, [_cell(workbook, cell) for cell in sheet.row(index)]


def _cell(workbook, cell) -> Cell:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return EMPTY
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return text_cell(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell("TRUE" if cell.value else "FALSE", BOOLEAN)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(xlrd.error_text_from_code.get(cell.value, "#ERROR!"), ERROR)
    form = workbook.format_map[workbook.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE:
        return cell_of(xlrd.xldate.xldate_as_datetime(cell.value, workbook.datemode), form)
    return cell_of(_number(cell.value), form)


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 10**15 else value
