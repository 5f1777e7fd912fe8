"""A book to a workbook file; memory does not grow with its rows."""

import re
from collections.abc import Collection
from typing import BinaryIO

import xlsxwriter

from analytics.books import Book
from analytics.writers.workbook_looks import Looks
from analytics.writers.workbook_tables import Table
from analytics.writers.xlsx import OPTIONS

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_TAB = 31
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_book(book: Book, stream: BinaryIO):
    """Write a workbook to a binary stream; texts stay texts whatever they begin with."""
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"title": book.title, "subject": book.place})
        looks, tables = Looks(workbook), {}
        for sheet in book.sheets:
            tab = tab_name(sheet.title, {one.tab for one in tables.values()})
            tables[sheet.key] = Table(sheet, tab, looks, tables)
            tables[sheet.key].write(workbook, book)


def tab_name(title: str, taken: Collection[str]) -> str:
    """A title as the name of a tab: short enough, without forbidden signs, unlike the others."""
    plain = FORBIDDEN.sub(" ", title).strip().strip("'")[:LONGEST_TAB] or "-"
    lower, number, name = {one.lower() for one in taken}, 1, plain
    while name.lower() in lower:
        number += 1
        name = f"{plain[: LONGEST_TAB - 4]} {number}"
    return name
