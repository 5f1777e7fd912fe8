"""Files as departments send them, made by hand for a test, and what the register holds after."""

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from students.imports import runs
from students.models import (
    Batch,
    Branch,
    ComponentMark,
    Mark,
    ResultSummary,
    Student,
    Subject,
    SubjectAttendance,
    SubjectSummary,
    TermAttendance,
    TermResult,
)
from students.tests.factories import PAPER_SUBJECTS, PAPER_TEN

PAPER = Path(__file__).parent / "samples/paper_ten_students.csv"
WIDE = "roll_no,name,branch,semester,"
LONG = "roll_no,name,branch,semester,subject,"
PERSON = "CSE2101,Aarav Sharma,CSE,4,"
FACTS = (
    Student,
    TermResult,
    Mark,
    ComponentMark,
    TermAttendance,
    SubjectAttendance,
    Branch,
    Batch,
    Subject,
    ResultSummary,
    SubjectSummary,
)
VOLATILE = {"version", "updated_at", "changes", "id"}


def paper_csv() -> bytes:
    """The paper's ten students as a wide file."""
    titles = [title.lower().replace(" ", "_") for title in PAPER_SUBJECTS]
    rows = [["roll_no", "name", "branch", "semester", *titles, "attendance"]]
    for roll_no, branch, scores, percent in PAPER_TEN:
        rows.append([roll_no, f"Student {roll_no}", branch, 4, *scores, percent])
    return csv_of(rows)


def csv_of(rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def wide(titles: str, *rows: str) -> bytes:
    """A wide file of student CSE2101, whose further columns are as given."""
    return "\n".join([WIDE + titles, *(PERSON + row for row in rows)]).encode()


def long(titles: str, *rows: str) -> bytes:
    """A long file of student X1, whose further columns are as given."""
    return "\n".join([LONG + titles, *(f"X1,Aarav,CSE,4,{row}" for row in rows)]).encode()


def xlsx_of(rows, formats=None, **sheets) -> bytes:
    """A workbook; `formats` maps cells such as “A2” to number formats; `sheets` are more sheets."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    for title, more in sheets.items():
        extra = workbook.create_sheet(title)
        for row in more:
            extra.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def ods_of(rows) -> bytes:
    """An OpenDocument spreadsheet; a cell is a text, or (value type, value, text shown)."""
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="Sheet1">'
    )
    for row in rows:
        cells = "".join(_ods_cell(cell) for cell in row)
        xml += f"<table:table-row>{cells}</table:table-row>"
    xml += "</table:table></office:spreadsheet></office:body></office:document-content>"
    return zip_of({"content.xml": xml})


def zip_of(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def imported(content: bytes, kind="marks", name="file.csv", **said):
    """The summary of importing at once, as the commands do."""
    return runs.run_at_once(kind, content, name, **said)


def reasons(content: bytes, kind="marks", **said) -> list[tuple]:
    """Row, column, value and reason of all that is refused."""
    problems = imported(content, kind, **said).problems
    return [(one.row, one.column, one.value, one.reason) for one in problems]


def register(*more) -> dict[str, list]:
    """All facts and summaries, and rows of more models, without how often they were written."""
    return {model.__name__: _rows(model) for model in (*FACTS, *more)}


def _rows(model) -> list:
    names = [field.attname for field in model._meta.fields if field.attname not in VOLATILE]
    rows = model.objects.order_by("pk")
    if issubclass(model, ResultSummary | SubjectSummary):
        rows = rows.exclude(students=0)
        names.remove("key")
    return sorted(rows.values_list(*names), key=repr)


def _ods_cell(cell) -> str:
    if isinstance(cell, str):
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        )
    kind, value, shown = cell
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}">'
        f"<text:p>{escape(shown)}</text:p></table:table-cell>"
    )
