"""How large a table may be; what is larger is refused before it costs anything."""

from collections.abc import Iterator

from django.conf import settings

from students.imports.cells import Cell
from students.imports.refusals import refuse_file

MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_TEXT = 1_000
Rows = Iterator[tuple[int, list[Cell]]]


def check_size(content: bytes):
    """Raises FileRefused for an empty file and for one above IMPORT_MAX_BYTES."""
    if not content.strip(b"\x00 \t\r\n"):
        raise refuse_file("The file is empty.")
    if len(content) > settings.IMPORT_MAX_BYTES:
        largest = settings.IMPORT_MAX_BYTES // 2**20
        raise refuse_file(
            f"The file is larger than {largest} MB.", "Split it, for example by branch."
        )


def within_limits(rows: Rows) -> Rows:
    """The rows that hold anything, trailing empty cells cut; FileRefused past a limit."""
    count = 0
    for number, cells in rows:
        while cells and cells[-1].blank:
            cells.pop()
        if not cells:
            continue
        count += 1
        _check(number, cells, count)
        yield number, cells


def check_count(count: int):
    """Raises FileRefused for more rows than are read."""
    if count > MOST_ROWS:
        raise refuse_file(f"The file has more than {MOST_ROWS:,} rows.", "Split it.")


def _check(number: int, cells: list[Cell], count: int):
    check_count(count)
    if len(cells) > MOST_COLUMNS:
        raise refuse_file(
            f"Row {number} reaches to column {len(cells)}; at most {MOST_COLUMNS} are read.",
            "Remove the columns that do not belong to the table.",
        )
    longest = max(cells, key=lambda cell: len(cell.text)).text
    if len(longest) > LONGEST_TEXT:
        raise refuse_file(
            f"A cell of row {number} holds {len(longest):,} characters, at most {LONGEST_TEXT:,} "
            "are read.",
            "Shorten it; a quotation mark that is never closed also looks like this.",
            value=f"{longest[:40]}…",
        )
