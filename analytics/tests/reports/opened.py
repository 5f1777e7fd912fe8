"""A workbook as a spreadsheet program has it, before and after it worked out every formula."""

import shutil
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analytics.books import Book
from analytics.writers.workbooks import write_book

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
Cells = dict[str, dict[str, object]]  # by tab, by address such as "B7"


@dataclass(frozen=True)
class Opened:
    """The same cells as formulas or texts, as the file keeps their values, and recalculated."""

    written: Cells
    kept: Cells
    worked_out: Cells

    def formulas(self) -> list[tuple[str, str]]:
        """Tab and address of every formula."""
        return [
            (tab, at)
            for tab, cells in self.written.items()
            for at, value in cells.items()
            if isinstance(value, str) and value.startswith("=") and self.is_formula(tab, at)
        ]

    def is_formula(self, tab: str, at: str) -> bool:
        return self.kept[tab].get(at) != self.written[tab][at]

    def differences(self) -> dict[tuple[str, str], tuple]:
        """Formulas whose kept value is not what the program works out."""
        pairs = {
            (tab, at): (self.kept[tab].get(at), self.worked_out[tab].get(at))
            for tab, at in self.formulas()
        }
        return {place: pair for place, pair in pairs.items() if not same(*pair)}


def same(one, other) -> bool:
    """Whether two values are the same to a hair; an empty text is as nothing."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9 * max(1, abs(one))
    return (one or "") == (other or "")


def written(book: Book, path: Path) -> Path:
    """The book as a file."""
    with path.open("wb") as stream:
        write_book(book, stream)
    return path


def loaded(path: Path, data_only: bool = False):
    """The file as openpyxl has it, which knows bars behind numbers no more than to warn of them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension")
        return load_workbook(path, data_only=data_only)


def table(path: Path, tab: int = 0) -> list[list]:
    """Rows of a sheet from its header on, values as the file keeps them."""
    sheet = loaded(path, data_only=True).worksheets[tab]
    first = int(sheet.auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def opened(path: Path) -> Opened:
    """The file opened by LibreOffice without a screen and saved anew, everything worked out."""
    out = path.parent / "worked out"
    home = path.parent / "office"
    _set_recalculation(home)
    command = [SOFFICE, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to"]
    done = subprocess.run(
        [*command, "xlsx", "--outdir", out, path], capture_output=True, timeout=120, check=True
    )
    assert (out / path.name).exists(), done.stderr
    return Opened(_cells(path, False), _cells(path, True), _cells(out / path.name, True))


def _cells(path: Path, data_only: bool) -> Cells:
    book = loaded(path, data_only)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book
    }


def _set_recalculation(home: Path):
    """Work out every formula on opening, whatever the file keeps."""
    folder = home / "user"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "registrymodifications.xcu").write_text(RECALCULATE)


RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
