"""Text files: commas, semicolons, tabs or bars between the cells."""

import csv
import io
import itertools
from collections.abc import Iterator

from django.utils.translation import gettext as _

from students.imports.cells import Cell, text_cell
from students.imports.options import Options
from students.imports.readers.encodings import decoded
from students.imports.readers.limits import MOST_ROWS, check_count
from students.imports.refusals import FileRefused, refuse_file

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 20


def rows(content: bytes, options: Options) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the text; a delimiter is recognised by the widest table it makes."""
    text = decoded(content, options.encoding)
    first, rest = said_delimiter(text)
    delimiter = first or widest_delimiter(rest)
    _check_count(rest, delimiter)
    for number, cells in _parsed(rest, delimiter):
        # A said delimiter stands in a line of its own, which a spreadsheet does not show as a row.
        yield number + bool(first), [text_cell(cell) for cell in cells]


def _check_count(text: str, delimiter: str):
    """Refuse too many rows before each of their cells is looked at."""
    if text.count("\n") > MOST_ROWS:
        check_count(sum(any(cells) for _, cells in _parsed(text, delimiter)))


def said_delimiter(text: str) -> tuple[str, str]:
    """The delimiter that a first line of its own names, if any, and the text below that line."""
    line, _, rest = text.partition("\n")
    line = line.strip("\r").strip('"').lower()
    said = line.removeprefix("sep=")
    if said != line and said in tuple(DELIMITERS):
        return said, rest
    return "", text


def widest_delimiter(text: str) -> str:
    """The delimiter that makes the widest table of the first rows."""
    return max(DELIMITERS, key=lambda delimiter: _width(text, delimiter))


def _width(text: str, delimiter: str) -> int:
    """In how many cells most of the first rows fall."""
    widths = []
    try:
        for _, cells in itertools.islice(_parsed(text, delimiter), SAMPLE_ROWS):
            if cells:
                widths.append(len(cells))
    except FileRefused:
        pass  # what it made until then still tells; the reader will say what is wrong
    return max(widths, key=lambda width: (widths.count(width), width), default=0)


def _parsed(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise not_well_formed(number + 1, error) from error


def not_well_formed(number: int, error: csv.Error) -> FileRefused:
    """The refusal of a file that breaks in this row, to be raised."""
    return refuse_file(
        _("Row %(number)s is not well-formed: %(error)s.") % {"number": number, "error": error},
        _("Look for a quotation mark that is never closed, or that stands inside a value."),
    )
