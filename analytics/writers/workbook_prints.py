"""How a sheet comes out of a printer: across, legibly, its header on every page, no chart cut."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.books import Book, Sheet

A4 = 9
LONGEST = 80  # of a part of the footer, which has 255 letters in all
LONGEST_HEADER = 250
SIDE, ABOVE, BELOW = 0.4, 0.5, 0.7  # margins in inches
LINE = 0.19  # inches of a line of the page's header
ACROSS = 11.69 - 2 * SIDE  # inches of the paper that are printed on
LETTER, PADDING, PIXELS = 9, 5, 96  # pixels of a column's letter, around them, and of an inch;
# Excel's letters have 7, those of programs without its font up to 9
ROWS_OF_A_PAGE = 30  # at least, with a header of several lines
WHOLE_SIZE = 100
LEAST_SIZE = 73  # percent: 11 points come out as 8


class Shape(NamedTuple):
    """What of a sheet decides its pages.

    The row of the header, counted from 0, the last row of the table, the last row of all, the width
    of each column in letters, how many columns on the left go with every page, and the rows before
    which a new page begins.
    """

    header: int
    last: int
    bottom: int
    widths: Sequence[float]
    held: int
    breaks: Collection[int] = ()


def heading_of(sheet: Sheet, book: Book, goes_on: bool) -> list[str]:
    """The lines above a sheet's header: title, place and day, notes."""
    words = _("%(title)s, continued") if goes_on else "%(title)s"
    told = {"place": book.place, "day": date_format(book.day, "j M Y")}
    title = words % {"title": f"{book.title}: {sheet.title}"}
    return [title, _("%(place)s, as of %(day)s") % told, *sheet.notes]


def set_print(worksheet, shape: Shape, book: Book, heading: Sequence[str]):
    """Set up a sheet, above whose header these lines stand; one too wide to be legible goes on a
    second page beside the first.
    """
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.set_margins(left=SIDE, right=SIDE, top=ABOVE, bottom=BELOW)
    worksheet.set_print_scale(size_of(shape.widths))  # fitting to pages would ignore the breaks
    if shape.last >= ROWS_OF_A_PAGE:  # else no page but that of a chart would have it once more
        worksheet.repeat_rows(shape.header)
    if shape.held:
        worksheet.repeat_columns(0, shape.held - 1)
    worksheet.set_h_pagebreaks(list(shape.breaks))
    if _fitting(shape.widths) < LEAST_SIZE:
        _head_every_page(worksheet, shape, heading)
    worksheet.set_footer(f"&L{_plain(book.title)}&C{_plain(book.place)}&R&P / &N")


def size_of(widths: Sequence[float]) -> int:
    """In percent, what puts columns of these widths on one page, as far as it can be read."""
    return max(LEAST_SIZE, min(WHOLE_SIZE, _fitting(widths)))


def _fitting(widths: Sequence[float]) -> int:
    pixels = sum(LETTER * width + PADDING for width in widths)
    return int(WHOLE_SIZE * ACROSS * PIXELS / pixels) - 1  # programs differ by a hair


def _head_every_page(worksheet, shape: Shape, heading: Sequence[str]):
    """Print the lines above the table over every page: those of the sheet would be cut off where
    the first columns alone are repeated.
    """
    title, *lines = (line.replace("&", "&&") for line in heading)
    lines = [f"&L&B{title}&B", *lines]
    while len("\n".join(lines)) > LONGEST_HEADER:
        lines.pop()
    worksheet.set_header("\n".join(lines), {"margin": SIDE})
    worksheet.set_margins(left=SIDE, right=SIDE, top=ABOVE + LINE * len(lines), bottom=BELOW)
    worksheet.print_area(shape.header, 0, shape.bottom, len(shape.widths) - 1)


def _plain(text: str) -> str:
    """A text of a footer, of which nothing is taken for a command."""
    return text[:LONGEST].replace("&", "&&")
