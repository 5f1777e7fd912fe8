"""A workbook read back as the texts it shows."""

import io
import re

from openpyxl import load_workbook


def texts_of(content: bytes) -> list[list[str]]:
    """Every cell of the first sheet as a spreadsheet shows it; a formula fails."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[_shown(cell) for cell in row] for row in sheet.iter_rows()]


def _shown(cell) -> str:
    assert cell.data_type != "f", f"{cell.coordinate} is a formula: {cell.value}"
    if cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return cell.value
    places = len(re.search(r"(?:\.(0+))?$", cell.number_format)[1] or "")
    text = f"{cell.value:.{places}f}"
    return _grouped(text) if "#" in cell.number_format else text


def _grouped(text: str) -> str:
    """Indian grouping, as the format asks for."""
    whole, dot, fraction = text.partition(".")
    head, tail = whole[:-3], whole[-3:]
    while head:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return tail + dot + fraction
