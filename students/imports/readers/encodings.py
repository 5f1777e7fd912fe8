"""From bytes to text: byte order mark, strict UTF-8, then the registrar's word; never a guess."""

import codecs

from django.utils.translation import gettext as _

from students.imports.refusals import FileRefused, refuse_file

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOICES = ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-15", "mac-roman")
SHOWN = 40


def decoded(content: bytes, chosen: str = "") -> str:
    """The text of a file; raises FileRefused where bytes and encoding do not fit."""
    if chosen and chosen not in CHOICES:
        raise refuse_file(
            _("The encoding “%(encoding)s” is not known.") % {"encoding": chosen},
            _("Known: %(codes)s.") % {"codes": ", ".join(CHOICES)},
        )
    marked = next((name for mark, name in MARKS if content.startswith(mark)), "")
    try:
        return _strictly(content, marked or "utf-8")
    except FileRefused:
        if marked or not chosen:
            raise
        return _strictly(content, chosen)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _unfit(content, encoding, error.start) from error
    if "\x00" in text:
        raise refuse_file(
            _("The file holds NUL characters: it is not text, or it is UTF-16 without a mark."),
            _("Save it as CSV UTF-8 or XLSX, or choose the encoding utf-16-le."),
        )
    return text


def _unfit(content: bytes, encoding: str, place: int) -> FileRefused:
    line = content.count(b"\n", 0, place) + 1
    start = content.rfind(b"\n", 0, place) + 1
    end = content.find(b"\n", place)
    around = content[start : end if end >= 0 else len(content)].decode("cp1252", "replace")
    return refuse_file(
        _("Line %(line)s is not %(encoding)s text.") % {"line": line, "encoding": encoding.upper()},
        _(
            "Save the file as CSV UTF-8 or XLSX, or choose its encoding: cp1252 (as Windows "
            "programs write it; the line would then read as shown here) or utf-16."
        ),
        value=around.strip()[:SHOWN],
    )
