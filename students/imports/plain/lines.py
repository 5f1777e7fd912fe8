"""A text file of many rows as it is read without holding it: a few thousand rows at a time."""

import csv
import io
import itertools
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass

from students.imports.cells import Cell, text_cell
from students.imports.options import Options
from students.imports.readers import is_text
from students.imports.readers.delimited import not_well_formed, said_delimiter, widest_delimiter
from students.imports.readers.limits import check_size

FEWEST = 2_000  # rows; fewer are read one by one as fast
ROWS_AT_ONCE = 20_000
BEGINNING = 2**16
BLOCK = 2**20


@dataclass(frozen=True)
class Lines:
    """A file in UTF-8; `skipped`: lines before its first row, which a spreadsheet does not show."""

    content: bytes
    delimiter: str
    skipped: int

    @property
    def count(self) -> int:
        """About how many rows there are."""
        return self.content.count(b"\n")

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and texts of every row, as they stand in the file. FileRefused where it breaks."""
        for number, chunk in self.chunks():
            yield from enumerate(chunk, number)

    def chunks(self) -> Iterator[tuple[int, list[list[str]]]]:
        """The same, some thousands at once, after the number of their first."""
        stream = io.TextIOWrapper(io.BytesIO(self.content), "utf-8-sig", newline="")
        for _line in range(self.skipped):
            stream.readline()
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        number = 1 + self.skipped
        while chunk := self._read(reader, number):
            yield number, chunk
            number += len(chunk)

    def texts(self, row: list[str]) -> list[str]:
        """A row as text."""
        return row

    def cells(self, row: list[str]) -> list[Cell]:
        """A row as the reader of single rows has it."""
        return cells_of(row)

    def below(self, last: int, width: int) -> Iterator[tuple[int, list[list[str]]]]:
        """The rows after that one, some thousands at once after the number of their first.

        Cells that are missing at their ends are there, empty; a row that is wider stays so.
        """
        for number, chunk in self.chunks():
            skipped = max(last + 1 - number, 0)
            rows = chunk[skipped:]
            yield number + skipped, [fitted(row, width) for row in rows]

    def _read(self, reader, number: int) -> list[list[str]]:
        chunk: list[list[str]] = []
        try:
            chunk.extend(itertools.islice(reader, ROWS_AT_ONCE))
        except csv.Error as error:
            raise not_well_formed(number + len(chunk) - self.skipped, error) from error
        return chunk


def fitted(row: list[str], width: int) -> list[str]:
    """A row with as many cells as the table has columns, where none beyond holds anything."""
    while len(row) > width and not row[-1].strip():
        row.pop()
    return row + [""] * (width - len(row)) if row and len(row) < width else row


def size_of(chunk: tuple[int, list]) -> int:
    """How many rows a chunk has."""
    return len(chunk[1])


def lines_of(content: bytes, options: Options) -> Lines | None:
    """The file, where it is a text in UTF-8 of so many rows that reading them at once pays."""
    check_size(content)
    if options.encoding or content.count(b"\n") < FEWEST or not is_text(content):
        return None
    if b"\x00" in content or not _is_utf8(content):
        return None
    beginning = content[:BEGINNING].removeprefix(BOM_UTF8).decode(errors="ignore")
    said, rest = said_delimiter(beginning)
    return Lines(content, said or widest_delimiter(rest), bool(said))


def cells_of(texts: list[str]) -> list[Cell]:
    """A row as the reader of single rows has it, without the empty cells at its end."""
    cells = [text_cell(text) for text in texts]
    while cells and cells[-1].blank:
        cells.pop()
    return cells


def _is_utf8(content: bytes) -> bool:
    decoder, view = getincrementaldecoder("utf-8")("strict"), memoryview(content)
    try:
        for start in range(0, len(content), BLOCK):
            decoder.decode(view[start : start + BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
