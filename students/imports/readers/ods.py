"""OpenDocument spreadsheets: each cell keeps its type and the text it shows."""

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from students.imports.cells import (
    BOOLEAN,
    DATE,
    EMPTY,
    NUMBER,
    PERCENT,
    Cell,
    number_text,
    plain,
    text_cell,
)
from students.imports.options import Options
from students.imports.readers.limits import MOST_COLUMNS, MOST_ROWS
from students.imports.readers.sheets import chosen_sheet
from students.imports.refusals import ImportRefused, refuse_file

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
WORDS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def rows(content: bytes, options: Options) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the chosen sheet."""
    try:
        filled = list(dict.fromkeys(name for name, _, _ in _all_rows(content)))
        wanted = chosen_sheet(filled, options.sheet)
        yield from ((number, cells) for name, number, cells in _all_rows(content) if name == wanted)
    except ImportRefused:
        raise
    except Exception as error:  # a hostile workbook may fail in any way its parser knows
        raise refuse_file(
            _("The workbook is damaged and cannot be read."),
            _("Open it in a spreadsheet program and save it anew as ODS, XLSX or CSV."),
        ) from error


def _all_rows(content: bytes) -> Iterator[tuple[str, int, list[Cell]]]:
    """Sheet, row number and cells of every row that holds anything."""
    name, number = "", 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as xml:
        for event, element in iterparse(xml, events=("start", "end")):
            if event == "start" and element.tag == f"{TABLE}table":
                name, number = element.get(f"{TABLE}name", ""), 0
            elif event == "end" and element.tag == f"{TABLE}table-row":
                cells = _cells(element)
                repeated = int(element.get(f"{TABLE}number-rows-repeated", 1))
                if any(cell.text for cell in cells):
                    _check(repeated)
                    for offset in range(1, repeated + 1):
                        yield name, number + offset, list(cells)
                number += repeated
                element.clear()


def _check(repeated: int):
    if repeated > MOST_ROWS:
        raise refuse_file(
            _("One row of the workbook is repeated %(count)s times.") % {"count": f"{repeated:,}"}
        )


def _cells(row) -> list[Cell]:
    cells: list[Cell] = []
    for element in row:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = int(element.get(f"{TABLE}number-columns-repeated", 1))
        cells += [_cell(element)] * min(repeated, MOST_COLUMNS + 1)
    return cells


def _cell(element) -> Cell:
    shown = "\n".join("".join(part.itertext()) for part in element.findall(f"{WORDS}p")).strip()
    kind = element.get(f"{OFFICE}value-type", "")
    if kind in ("float", "currency"):
        return Cell(_number(element), NUMBER, shown)
    if kind == "percentage":
        percent = plain(Decimal(_number(element)).scaleb(2))
        return Cell(f"{percent}%", PERCENT, shown)
    if kind in ("date", "time"):
        return Cell(shown or kind, DATE, shown)
    if kind == "boolean":
        return Cell(shown or "TRUE", BOOLEAN, shown)
    return text_cell(shown) if shown else EMPTY


def _number(element) -> str:
    try:
        return number_text(float(element.get(f"{OFFICE}value", "")))
    except (ValueError, InvalidOperation) as error:
        raise refuse_file(_("A number of the workbook cannot be read.")) from error
