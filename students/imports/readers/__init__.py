"""From the bytes of a file to rows of cells, whatever it was written with."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import Cell
from students.imports.options import Options
from students.imports.readers import archives, delimited, ods, xls, xlsx
from students.imports.readers.limits import check_size, within_limits
from students.imports.refusals import FileRefused, refuse_file

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    (b"%PDF", gettext_lazy("a PDF")),
    (b"\x1f\x8b", gettext_lazy("a packed file (gzip)")),
    (b"Rar!", gettext_lazy("a packed file (RAR)")),
    (b"7z\xbc\xaf", gettext_lazy("a packed file (7z)")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"PK\x05\x06", gettext_lazy("an empty ZIP archive")),
)
WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


def rows_of(content: bytes, options: Options) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the file's table that hold anything: number as in the file, cells.

    What the file is, its first bytes say, not its name. Raises FileRefused.
    """
    check_size(content)
    return within_limits(_reader(content)(content, options))


def is_text(content: bytes) -> bool:
    """Whether the file is read as rows of text."""
    try:
        return _reader(content) is delimited.rows
    except FileRefused:
        return False


def _reader(content: bytes):
    for start, what in FOREIGN:
        if content.startswith(start):
            raise refuse_file(
                _("The file is %(what)s, not a table.") % {"what": what},
                _("Save it as XLSX or CSV."),
            )
    if content.startswith(OLE):
        return xls.rows
    if content.startswith(ZIP):
        return xlsx.rows if archives.kind_of(content) == "xlsx" else ods.rows
    if content[:1000].lstrip().lower().startswith(WEB_PAGE):
        raise refuse_file(
            _("The file is a web page under a spreadsheet's name."),
            _("Open it in a spreadsheet program and save it as XLSX or CSV."),
        )
    return delimited.rows
