"""A written report as a DOCX file, which word processors open and people may go on writing.

The format is a ZIP archive of a few XML files (ECMA-376, part 1). A report needs headings,
paragraphs and tables, no more, so they are written here and nothing is installed for it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from analytics.documents import Block, Document, Grid, Heading, Paragraph
from analytics.writers.docx_parts import (
    CONTENT_TYPES,
    CORE,
    DOCUMENT,
    OF_DOCUMENT,
    RELATIONS,
    STYLES,
)

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has none of these
LANGUAGES = {"en": "en-GB", "hi": "hi-IN"}
PAGE = 9638  # twentieths of a point between the margins of A4
FIRST = 2400  # of them the first column of a wide table
WIDE = 5


def docx_bytes(document: Document, written_at: datetime) -> bytes:
    """The file; the same document written at the same time gives the same bytes."""
    language = LANGUAGES.get(document.language, document.language)
    stamp = written_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": CORE % {"title": _text(document.title), "at": stamp},
        "word/document.xml": DOCUMENT % "".join(_body(document)),
        "word/styles.xml": STYLES % {"language": language},
        "word/_rels/document.xml.rels": OF_DOCUMENT,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, written_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return file.getvalue()


def _body(document: Document) -> Iterator[str]:
    yield _paragraph(document.title, "Title")
    yield _paragraph(document.subtitle, "Subtitle")
    for block in document.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return _paragraph(text, "Heading1")
        case Paragraph(text, strong, weak):
            return _paragraph(text, "Finding" if strong else "Weak" if weak else "Normal")
        case Grid():
            return _table(block)


def _paragraph(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r>'


def _text(text: str) -> str:
    return escape(CONTROLS.sub("", str(text)))


def _table(grid: Grid) -> str:
    widths = _widths(len(grid.columns))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _line(grid.columns, grid.numeric, widths, "<w:tblHeader/>", "TableHead")
    rows = "".join(_line(row, grid.numeric, widths, "", "TableText") for row in grid.rows)
    look = '<w:tblStyle w:val="Figures"/><w:tblW w:w="5000" w:type="pct"/>'
    # A word processor wants a paragraph after a table.
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>"
        + _paragraph("", "Weak")
    )


def _widths(columns: int) -> list[int]:
    """The first column is wider where there are many."""
    first = FIRST if columns >= WIDE else PAGE // columns
    return [first, *((PAGE - first) // (columns - 1) for _ in range(columns - 1))]


def _line(cells, numeric, widths: list[int], head: str, style: str) -> str:
    made = "".join(map(_cell, cells, numeric, widths, [style] * len(widths)))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{made}</w:tr>"


def _cell(text: str, numeric: bool, width: int, style: str) -> str:
    side = '<w:jc w:val="right"/>' if numeric else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{_run(text)}</w:p></w:tc>'
    )
