"""How a sheet comes out of a printer: across, as wide as the paper, its header on every page."""

from analytics.books import Book

A4 = 9
LONGEST = 80  # of a part of the footer, which has 255 letters in all


def set_print(worksheet, header: int, book: Book):
    """Set up a sheet whose header is in this row, counted from 0."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(header)
    worksheet.set_footer(f"&L{_plain(book.title)}&C{_plain(book.place)}&R&P / &N")


def _plain(text: str) -> str:
    """A text of a footer, of which nothing is taken for a command."""
    return text[:LONGEST].replace("&", "&&")
