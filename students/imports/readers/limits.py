"""How large a table may be; what is larger is refused before it costs anything."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from students.imports.cells import Cell
from students.imports.refusals import refuse_file

MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_TEXT = 1_000
SOMETHING = re.compile(rb"[^\x00 \t\r\n]")
Rows = Iterator[tuple[int, list[Cell]]]


def check_size(content: bytes):
    """Raises FileRefused for an empty file and for one above IMPORT_MAX_BYTES."""
    if not SOMETHING.search(content):
        raise refuse_file(_("The file is empty."))
    if len(content) > settings.IMPORT_MAX_BYTES:
        largest = settings.IMPORT_MAX_BYTES // 2**20
        raise refuse_file(
            _("The file is larger than %(largest)s MB.") % {"largest": largest},
            _("Split it, for example by branch."),
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
        raise refuse_file(
            _("The file has more than %(most)s rows.") % {"most": f"{MOST_ROWS:,}"}, _("Split it.")
        )


def _check(number: int, cells: list[Cell], count: int):
    check_count(count)
    if len(cells) > MOST_COLUMNS:
        raise refuse_file(
            _("Row %(number)s reaches to column %(columns)s; at most %(most)s are read.")
            % {"number": number, "columns": len(cells), "most": MOST_COLUMNS},
            _("Remove the columns that do not belong to the table."),
        )
    longest = max(cells, key=lambda cell: len(cell.text)).text
    if len(longest) > LONGEST_TEXT:
        raise refuse_file(
            _("A cell of row %(number)s holds %(length)s characters, at most %(most)s are read.")
            % {"number": number, "length": f"{len(longest):,}", "most": f"{LONGEST_TEXT:,}"},
            _("Shorten it; a quotation mark that is never closed also looks like this."),
            value=f"{longest[:40]}…",
        )
