"""A book to a workbook file; memory does not grow with its rows."""

from typing import BinaryIO

import xlsxwriter

from analytics.books import Book
from analytics.writers.workbook_looks import Looks
from analytics.writers.workbook_tables import Table
from analytics.writers.xlsx import OPTIONS

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_book(book: Book, stream: BinaryIO):
    """Write a workbook to a binary stream; texts stay texts whatever they begin with."""
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"title": book.title, "subject": book.place})
        looks, tables = Looks(workbook), {}
        for sheet in book.sheets:
            tables[sheet.key] = Table(sheet, looks, tables)
            tables[sheet.key].write(workbook, book)
