"""Workbooks are ZIP archives: which kind, and whether it is safe to unpack."""

import io
import zipfile

from django.utils.translation import gettext as _

from students.imports.refusals import refuse_file

MOST_UNPACKED = 100 * 2**20
MOST_PARTS = 2_000


def kind_of(content: bytes) -> str:
    """“xlsx” or “ods”; raises FileRefused for any other archive, and for one too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check(parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse_file(_("The workbook is damaged and cannot be opened.")) from error
    if "xl/workbook.bin" in names:
        raise refuse_file(_("The workbook is a binary one (XLSB)."), _("Save it as XLSX."))
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise refuse_file(
        _("The file is a ZIP archive, not a table."),
        _("Unpack it and import the files one by one."),
    )


def _check(parts: list[zipfile.ZipInfo]):
    # A part never unpacks to more than it declares: zipfile stops there.
    if len(parts) > MOST_PARTS:
        raise refuse_file(
            _("The archive has %(count)s parts; no workbook has so many.")
            % {"count": f"{len(parts):,}"}
        )
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refuse_file(
            _("The workbook unpacks to more than %(most)s MB.") % {"most": MOST_UNPACKED // 2**20},
            _("Copy the table alone into a new workbook, or save it as CSV."),
        )
    if any(part.flag_bits & 1 for part in parts):
        raise refuse_file(_("The workbook is encrypted."), _("Save it without a password."))
