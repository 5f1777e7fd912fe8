"""Tables of every kind of file, real and hostile ones among them."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from students.imports.options import Options
from students.imports.readers import rows_of
from students.imports.refusals import FileRefused
from students.tests.imports.files import ods_of, xlsx_of, zip_of

SAMPLES = Path(__file__).parent / "samples"
AWKWARD = Path(__file__).parents[4] / "shared" / "data" / "awkward"
TABLE = [["roll_no", "physics"], ["X1", "50"], ["X2", "60"]]
TEXTS = {
    "commas": "roll_no,physics\nX1,50\nX2,60\n",
    "semicolons": "roll_no;physics\nX1;50\nX2;60\n",
    "tabs": "roll_no\tphysics\nX1\t50\nX2\t60\n",
    "bars": "roll_no|physics\nX1|50\nX2|60\n",
    "quotation marks": '"roll_no","physics"\n"X1","50"\n"X2","60"\n',
    "carriage returns": "roll_no,physics\r\nX1,50\r\nX2,60\r\n",
    "old carriage returns": "roll_no,physics\rX1,50\rX2,60\r",
    "no end": "roll_no,physics\nX1,50\nX2,60",
    "spaces": " roll_no , physics \n X1 , 50 \n X2 , 60 \n",
    "empty lines": "\nroll_no,physics\n\nX1,50\n,\nX2,60\n\n\n",
    "said delimiter": "sep=;\nroll_no;physics\nX1;50\nX2;60\n",
    "said tab": "sep=\t\nroll_no\tphysics\nX1\t50\nX2\t60\n",
}


def texts(content: bytes, **options) -> list[list[str]]:
    return [[cell.text for cell in cells] for _, cells in rows_of(content, Options(**options))]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_however_it_is_written(name, encoding):
    assert texts(TEXTS[name].encode(encoding)) == TABLE


def test_rows_keep_the_numbers_they_have_in_the_file():
    rows = rows_of(TEXTS["empty lines"].encode(), Options())
    assert [number for number, _ in rows] == [2, 4, 6]


def test_a_cell_may_hold_a_line_break_and_a_comma():
    content = b'roll_no,name\nX1,"Sharma,\nAarav"\nX2,B\n'
    assert texts(content)[1:] == [["X1", "Sharma,\nAarav"], ["X2", "B"]]


def test_workbooks_of_all_kinds_hold_the_same_table():
    assert texts(xlsx_of(TABLE)) == TABLE
    assert texts(ods_of(TABLE)) == TABLE


def test_a_workbook_from_before_2007_keeps_its_formats():
    rows = [cells for _, cells in rows_of((SAMPLES / "marks.xls").read_bytes(), Options())]

    assert [cell.text for cell in rows[1]] == ["00123", "Aarav", "CSE", "4", "72.5", "AB"]
    assert (rows[2][0].text, rows[2][0].shown) == ("124", "00124")
    assert [cell.kind for cell in rows[2][4:]] == ["percent", "date"]
    assert rows[2][4].text == "85%"


def test_what_a_file_is_its_content_says_and_not_its_name():
    with pytest.raises(FileRefused, match="ZIP archive"):
        texts(zip_of({"marks.csv": "roll_no,physics"}))


def sheet_of(xml: str) -> bytes:
    """A workbook whose sheet is this XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(TABLE))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.infolist():
            content = good.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = xml.encode()
            bad.writestr(part.filename, content)
    return out.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<c r="{}" t="inlineStr"><is><t>roll_no</t></is></c>'
HOSTILE = {
    "entities": f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet {MAIN}>'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    "</worksheet>",
    "outside entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c>'
    "</row></sheetData></worksheet>",
    "row far down": f'<worksheet {MAIN}><sheetData><row r="1">{CELL.format("A1")}</row>'
    f'<row r="99999999999">{CELL.format("A99999999999")}</row></sheetData></worksheet>',
    "column far out": f'<worksheet {MAIN}><sheetData><row r="1">{CELL.format("ZZZ1")}</row>'
    "</sheetData></worksheet>",
    "not closed": f'<worksheet {MAIN}><sheetData><row r="1">',
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_quickly(name):
    begun = time.monotonic()

    with pytest.raises(FileRefused):
        texts(sheet_of(HOSTILE[name]))

    assert time.monotonic() - begun < 10


def test_a_workbook_that_unpacks_to_much_is_not_unpacked():
    parts = {"[Content_Types].xml": "", "xl/sharedStrings.xml": " " * (101 * 2**20)}

    with pytest.raises(FileRefused, match="unpacks to more than 100 MB"):
        texts(zip_of(parts))


@pytest.mark.parametrize("times", ["999999999", "-1", "many"])
def test_an_open_document_that_repeats_a_row_endlessly_is_refused(times):
    content = zip_of(
        {
            "content.xml": zipfile.ZipFile(io.BytesIO(ods_of(TABLE)))
            .read("content.xml")
            .decode()
            .replace("<table:table-row>", f'<table:table-row table:number-rows-repeated="{times}">')
        }
    )

    with pytest.raises(FileRefused):
        texts(content)


VERDICTS = {
    "bomb_sst.xlsx": "unpacks to more than",
    "encrypted_no_password.xls": "encrypted or damaged",
    "xxe.xlsx": "damaged",
    "simple.zip": "ZIP archive",
    "spanish_chars.csv": "not UTF-8",
    "libreoffice.xlsx": "no sheet with rows",
    "hindi_utf16le_bom_tab.csv": 31,
    "hindi_utf8_bom_crlf.csv": 31,
    "merged_header_hindi.xlsx": 34,
    "null.csv": 10,
    "simple.ods": 4,
    "simple.psv": 29,
    "simple.ssv": 7,
    "simple.xls": 7,
    "small.csv": 1,
    "utf-16le_encoded.csv": 328,
    "utf8bom.csv": 1,
    "weird_head_padding.csv": 83,
}


@pytest.mark.parametrize("name", VERDICTS)
def test_an_awkward_file_of_others_is_read_or_refused(name):
    if not AWKWARD.is_dir():
        pytest.skip("the shared folder of awkward files is not here")
    content, verdict = (AWKWARD / name).read_bytes(), VERDICTS[name]

    if isinstance(verdict, int):
        assert len(texts(content)) == verdict
    else:
        with pytest.raises(FileRefused, match=verdict):
            texts(content)


@pytest.mark.parametrize("line", ["sep=,;", "sep=", "sep=\t|", "sep=x"])
def test_a_line_that_says_no_one_delimiter_is_a_row(line):
    assert texts(f"{line}\nroll_no,physics\nX1,50\n".encode())[1:] == TABLE[:2]
