"""Workbooks: what formats hide, several sheets, merged cells."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl

from students.imports.options import Options
from students.tests.imports.corpus.cases import case
from students.tests.imports.files import ods_of, xlsx_of, zip_of

SAMPLES = Path(__file__).parents[1] / "samples"
HEAD = ["roll_no", "name", "branch", "semester", "Physics"]
ROW = ["A1", "Asha", "CSE", 4, 50]
FIFTY = "A1 PHYSICS 50/100"


def sheet(*rows, formats=None):
    """A function that makes a workbook of these rows."""
    return lambda: xlsx_of([HEAD, *rows], formats)


def mark(value, number_format="General"):
    """A workbook with one mark."""
    return sheet([*ROW[:4], value], formats={"E2": number_format})


def roll(value, number_format="General"):
    """A workbook with one student of this roll number."""
    return sheet([value, *ROW[1:]], formats={"A2": number_format})


def built(change) -> bytes:
    """A workbook that `change` has had its way with."""
    workbook = openpyxl.Workbook()
    workbook.active.append(HEAD)
    workbook.active.append(ROW)
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def hidden_sheet(workbook):
    workbook.create_sheet("old").append(["roll_no", "Physics"])
    workbook["old"].sheet_state = "hidden"


def two_sheets(workbook):
    for row in (HEAD, ["A2", "Binu", "IT", 4, 60]):
        (workbook["IT"] if "IT" in workbook else workbook.create_sheet("IT")).append(row)


def merged_title(workbook):
    workbook.active.insert_rows(1, 2)
    workbook.active["A1"] = "B.Tech CSE – Semester 4"
    workbook.active.merge_cells("A1:E1")


def hidden_row(workbook):
    workbook.active.append(["A2", "Binu", "CSE", 4, 60])
    workbook.active.row_dimensions[3].hidden = True


def comment(workbook):
    workbook.active["E2"].comment = openpyxl.comments.Comment("45", "a colleague")


def with_empty_text() -> bytes:
    """Two students, the second of whom has a formula instead of a mark in chemistry."""
    rows = [[*HEAD, "Chemistry"], [*ROW, ""], ["A2", "Binu", "CSE", 4, 60, '=IF(1,"",0)']]
    without = zipfile.ZipFile(io.BytesIO(xlsx_of(rows)))
    parts = {name: without.read(name).decode() for name in without.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    # As spreadsheet programs write it: a text, and an empty one.
    parts[sheet] = parts[sheet].replace('<c r="F3">', '<c r="F3" t="str">')
    assert 't="str"' in parts[sheet]
    return zip_of(parts)


WIDE = ["roll_no", "name", "branch", "semester", "Physics"]

CELLS = (
    case("XLSX", sheet(ROW), FIFTY),
    case("XLSX: a mark typed as text", mark("50"), FIFTY),
    case("XLSX: a mark with binary noise, 0.1 + 0.2", mark(0.1 + 0.2), "A1 PHYSICS 0.3/100"),
    case("XLSX: a mark with four decimals", mark(72.1234)),
    case("XLSX: a mark as percent", mark(0.85, "0%")),
    case("XLSX: a mark as date", mark(datetime.date(2026, 3, 1), "yyyy-mm-dd")),
    case("XLSX: a mark as time", mark(datetime.time(7, 30), "hh:mm")),
    case("XLSX: a mark that is TRUE", mark(True)),
    case("XLSX: a mark that is an error", mark("#DIV/0!")),
    case("XLSX: a formula without its value", mark("=40+10")),
    case(
        "XLSX: a formula that comes to an empty text",
        lambda: with_empty_text(),
        f"{FIFTY}; A2 PHYSICS 60/100",
    ),
    case("XLSX: a mark with a currency sign", mark(50, '"₹"0'), FIFTY),
    case("XLSX: roll number 00123 as text", roll("00123", "@"), "00123 PHYSICS 50/100"),
    case("XLSX: roll number 123 shown as 00123", roll(123, "00000")),
    case(
        "XLSX: roll number 123 shown as 00123, taken as shown",
        roll(123, "00000"),
        "00123 PHYSICS 50/100",
        options=Options(ids_as_shown=True),
    ),
    case("XLSX: roll number 12E5 that became 1200000", roll(12e5, "0.00E+00")),
    case("XLSX: roll number MAR1 that became a date", roll(datetime.date(2026, 3, 1), "MMM-D")),
    case(
        "XLSX: a number that lost its zeros, 00123 being known",
        sheet([123, "Asha", "CSE", 4, 50]),
        "00123 PHYSICS 40/100",
        verdict="refused",
        before="roll_no,name,branch,semester,Physics\n00123,Asha,CSE,4,40\n",
    ),
)
SHEETS = (
    case("XLSX: a hidden sheet beside", lambda: built(hidden_sheet), FIFTY),
    case(
        "XLSX: a hidden row is read too", lambda: built(hidden_row), f"{FIFTY}; A2 PHYSICS 60/100"
    ),
    case("XLSX: a merged title above", lambda: built(merged_title), FIFTY),
    case("XLSX: a comment on a mark", lambda: built(comment), FIFTY),
    case("XLSX: two sheets", lambda: built(two_sheets)),
    case(
        "XLSX: two sheets, one chosen",
        lambda: built(two_sheets),
        "A2 PHYSICS 60/100",
        options=Options(sheet="IT"),
    ),
    case("XLSX: a sheet that is not there", sheet(ROW), options=Options(sheet="CSE")),
    case("XLSX: no sheet with rows", lambda: xlsx_of([])),
    case("ODS", lambda: ods_of([WIDE, ["A1", "Asha", "CSE", "4", ("float", "50", "50")]]), FIFTY),
    case(
        "ODS: a percent",
        lambda: ods_of([WIDE, ["A1", "Asha", "CSE", "4", ("percentage", "0.85", "85%")]]),
    ),
    case(
        "ODS: a date",
        lambda: ods_of([WIDE, ["A1", "Asha", "CSE", "4", ("date", "2026-03-01", "01/03/26")]]),
    ),
    case(
        "ODS: a number that is none",
        lambda: ods_of([WIDE, ["A1", "Asha", "CSE", "4", ("float", "1e999x", "50")]]),
    ),
    case("XLS: 00124, a percent and a date", (SAMPLES / "marks.xls").read_bytes()),
)
FILES = (*CELLS, *SHEETS)
