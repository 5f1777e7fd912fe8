"""How a sheet comes out of a printer: across, legibly, its header on every page, no chart cut."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from analytics.books import Book

A4 = 9
LONGEST = 80  # of a part of the footer, which has 255 letters in all
SIDE, ABOVE, BELOW = 0.4, 0.5, 0.7  # margins in inches
ACROSS = 11.69 - 2 * SIDE  # inches of the paper that are printed on
LETTER, PADDING, PIXELS = 9, 5, 96  # pixels of a column's letter, around them, and of an inch;
# Excel's letters have 7, those of programs without its font up to 9
WHOLE_SIZE = 100
LEAST_SIZE = 73  # percent: 11 points come out as 8


class Shape(NamedTuple):
    """What of a sheet decides its pages.

    The row of the header, counted from 0, the width of each column in letters, how many columns on
    the left go with every page, and the rows before which a new page begins.
    """

    header: int
    widths: Sequence[float]
    held: int
    breaks: Collection[int] = ()


def set_print(worksheet, shape: Shape, book: Book):
    """Set up a sheet; one too wide to be legible goes on a second page beside the first."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.set_margins(left=SIDE, right=SIDE, top=ABOVE, bottom=BELOW)
    worksheet.set_print_scale(size_of(shape.widths))  # fitting to pages would ignore the breaks
    worksheet.repeat_rows(shape.header)
    if shape.held:
        worksheet.repeat_columns(0, shape.held - 1)
    worksheet.set_h_pagebreaks(list(shape.breaks))
    worksheet.set_footer(f"&L{_plain(book.title)}&C{_plain(book.place)}&R&P / &N")


def size_of(widths: Sequence[float]) -> int:
    """In percent, what puts columns of these widths on one page, as far as it can be read."""
    pixels = sum(LETTER * width + PADDING for width in widths)
    fitting = int(WHOLE_SIZE * ACROSS * PIXELS / pixels)
    return max(LEAST_SIZE, min(WHOLE_SIZE, fitting - 1))  # programs differ by a hair


def _plain(text: str) -> str:
    """A text of a footer, of which nothing is taken for a command."""
    return text[:LONGEST].replace("&", "&&")
