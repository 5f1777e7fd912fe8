"""Files that are broken, are something else, or mean harm."""

import io
import zipfile

from students.tests.imports.corpus.cases import case
from students.tests.imports.corpus.workbooks import HEAD, ROW
from students.tests.imports.files import xlsx_of, zip_of

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def replaced(part: str, content: str) -> bytes:
    """A good workbook with one part of the archive replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of([HEAD, ROW]))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for item in good.infolist():
            bad.writestr(item.filename, content if item.filename == part else good.read(item))
    return out.getvalue()


def worksheet(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    return replaced("xl/worksheets/sheet1.xml", xml)


def encrypted_archive() -> bytes:
    """A workbook whose parts are marked as encrypted."""
    content = bytearray(xlsx_of([HEAD, ROW]))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = -1
        while (place := content.find(start, place + 1)) >= 0:
            content[place + (6 if start == b"PK\x03\x04" else 8)] |= 1
    return bytes(content)


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet {MAIN}><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c>'
    "</row></sheetData></worksheet>"
)
FAR = (
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="ZZZ1" t="inlineStr"><is><t>roll_no</t></is></c>'
    "</row></sheetData></worksheet>"
)
FILES = (
    case("XLSX: entities that multiply", lambda: worksheet(BILLION)),
    case("XLSX: an entity from outside", lambda: worksheet(OUTSIDE)),
    case("XLSX: a cell far out to the right", lambda: worksheet(FAR)),
    case("XLSX: a sheet that is not closed", lambda: worksheet(f"<worksheet {MAIN}><sheetData>")),
    case("XLSX: a sheet without anything", lambda: worksheet("")),
    case(
        "XLSX: unpacks to more than 100 MB",
        lambda: zip_of({"[Content_Types].xml": "", "xl/sharedStrings.xml": " " * (101 * 2**20)}),
    ),
    case("XLSX: three thousand parts", lambda: zip_of({f"xl/{n}.xml": "" for n in range(3000)})),
    case("XLSX: encrypted parts", encrypted_archive),
    case("XLSX: cut in two", lambda: xlsx_of([HEAD, ROW])[:3000]),
    case("XLSB", lambda: zip_of({"[Content_Types].xml": "", "xl/workbook.bin": "x"})),
    case("XLS: encrypted or broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    case("ODS: an entity from outside", lambda: zip_of({"content.xml": OUTSIDE})),
    case("a ZIP archive of tables", lambda: zip_of({"marks.csv": "roll_no,Physics"})),
    case("an empty ZIP archive", lambda: zip_of({})),
    case("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
    case("a gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"),
    case("a RAR archive", b"Rar!\x1a\x07\x01\x00"),
    case("a 7z archive", b"7z\xbc\xaf\x27\x1c"),
    case("a photograph", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    case("a web page called .xls", "<html><table><tr><td>roll_no</td></tr></table></html>"),
    case("an XML spreadsheet of 2003", '<?xml version="1.0"?><Workbook></Workbook>'),
)
