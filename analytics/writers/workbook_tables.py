"""One sheet of a workbook, row by row: title, notes, table, totals, charts, print set-up."""

import datetime
import re
from collections.abc import Mapping, Sequence, Sized

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from analytics.books import (
    AVERAGE,
    MONEY,
    NOTE,
    SAME,
    SHARE,
    SUM,
    TEXT,
    Book,
    Column,
    Formula,
    Plain,
    Sheet,
    Told,
    Value,
    Worked,
)
from analytics.writers.workbook_charts import add_chart, page_breaks
from analytics.writers.workbook_looks import BAR, FULL_BAR, Looks, header_height, width_of
from analytics.writers.workbook_prints import Shape, set_print
from analytics.writers.workbook_values import QuickSheet, kept_value

MOST_ROWS = 2**20  # of one sheet
NAMED = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")
ROW = "\0"  # in a formula prepared for any row of a column
LINE_HEIGHT = 15


class SheetFull(ValueError):
    """A sheet has more rows than a spreadsheet opens."""


class Table:
    """A sheet being written; afterwards `ranges` are its columns for the formulas of others."""

    def __init__(self, sheet: Sheet, tab: str, looks: Looks, others: Mapping[str, "Table"]):
        self.sheet, self.tab, self._looks, self._others = sheet, tab, looks, others
        self.place_of = {column.name: at for at, column in enumerate(sheet.columns)}
        self._formulas: dict[str, str] = {}
        added = (SUM, AVERAGE)
        self._sums: dict[str, Plain] = {one.name: 0 for one in sheet.columns if one.total in added}
        self._counts = dict.fromkeys(self._sums, 0)
        named = {name for chart in sheet.charts for name in (chart.categories, *chart.series)}
        self.drawn = {name: [] for name in named}  # charts are of short tables
        self._works = any(one.formula for one in sheet.columns)
        self.header = len(sheet.notes) + 3  # below title, place, notes and an empty row
        self.first = self.header + 1
        self.last = self.header + (len(sheet.rows) if isinstance(sheet.rows, Sized) else 0)
        self.last = max(self.last, self.first)

    def write(self, workbook, book: Book):
        """Write everything; rows are read one by one and forgotten."""
        self.workbook, self.worksheet = workbook, workbook.add_worksheet(self.tab, QuickSheet)
        self._head(book)
        count = 0
        for count, row in enumerate(self.sheet.rows, start=1):
            self._row(self.header + count, row)
        self.last = self.header + max(count, 1)
        if not count:
            self.worksheet.write_string(self.first, 0, self.sheet.empty, self._looks.note)
        elif self.sheet.total:
            self._totals(self.last + 1)
        self._dress(book, count)

    def cells(self, name: str) -> tuple[int, int, int, int]:
        """The cells of a column: first row, column, last row, column, counted from 0."""
        at = self.place_of[name]
        return self.first, at, self.last, at

    def range_of(self, name: str) -> str:
        """The same in the spreadsheet's words, for formulas of other sheets."""
        letter = xl_col_to_name(self.place_of[name])
        tab = self.tab.replace("'", "''")
        return f"'{tab}'!${letter}${self.first + 1}:${letter}${self.last + 1}"

    def _head(self, book: Book):
        on, looks = self.worksheet, self._looks
        for at, column in enumerate(self.sheet.columns):
            on.set_column(at, at, width_of(column))
        on.write_string(0, 0, f"{book.title}: {self.sheet.title}", looks.title)
        told = {"place": book.place, "day": date_format(book.day, "j M Y")}
        on.write_string(1, 0, _("%(place)s, as of %(day)s") % told)
        for number, note in enumerate(self.sheet.notes):
            on.write_string(2 + number, 0, note, looks.note)
        on.set_row(self.header, header_height(self.sheet.columns))
        for at, column in enumerate(self.sheet.columns):
            on.write_string(self.header, at, column.title, looks.header(column.kind))

    def _row(self, at: int, values: Sequence[Value]):
        if at == MOST_ROWS - 1:  # one is left for the totals
            raise SheetFull(self.sheet.title)
        given, row = iter(values), {}
        for place, column in enumerate(self.sheet.columns):
            cell = self._worked(column.formula, row) if column.formula else next(given)
            value, kind = cell, column.kind
            if isinstance(cell, Worked | Told):
                value, kind = cell.value, cell.kind or kind
            if self._works:
                row[column.name] = value
            self._add(column.name, value)
            if column.kind == NOTE:
                self._grow(at, column.width, str(value))
            self._cell(at, place, cell, self._looks.cell(kind))

    def _grow(self, at: int, width: int, text: str):
        """Give a row the height its text needs: not every program does so on opening."""
        self.worksheet.set_row(at, LINE_HEIGHT * max(-(-len(text) // width), 1))

    def _add(self, name: str, value: Plain):
        if name in self.drawn:
            self.drawn[name].append(kept_value(value))
        if name in self._sums and value is not None and not isinstance(value, str):
            self._sums[name] += value
            self._counts[name] += 1

    @staticmethod
    def _worked(formula: Formula, row: Mapping[str, Plain]) -> Worked:
        return Worked(formula.text, formula.value(row))

    def _cell(self, at: int, place: int, cell: Value, look):
        on, cell = self.worksheet, cell.value if isinstance(cell, Told) else cell
        if isinstance(cell, Worked):
            on.write_formula(at, place, self._formula(cell.text, at), look, kept_value(cell.value))
        elif cell is None or cell == "":
            return  # an empty text would be counted as one
        elif isinstance(cell, str):
            on.write_string(at, place, cell, look)
        elif isinstance(cell, datetime.date):
            on.write_datetime(at, place, cell, look)
        else:
            on.write_number(at, place, float(cell), look)

    def _formula(self, text: str, at: int) -> str:
        if text not in self._formulas:
            self._formulas[text] = "=" + NAMED.sub(self._named, text)
        return self._formulas[text].replace(ROW, str(at + 1))

    def _named(self, found: re.Match) -> str:
        sheet, name = found.groups()
        if sheet:
            return self._others[sheet].range_of(name)
        return f"${xl_col_to_name(self.place_of[name])}{ROW}"

    def _totals(self, at: int):
        """Sums and means of the rows a filter leaves in sight, and ratios of these sums."""
        row: dict[str, Plain] = dict(self._sums)
        self.worksheet.write_string(at, 0, self.sheet.total, self._looks.total(TEXT))
        for place, column in enumerate(self.sheet.columns[1:], start=1):
            look = self._looks.total(column.kind)
            if column.total:
                self._cell(at, place, self._total(column, row), look)
            else:
                self.worksheet.write_blank(at, place, None, look)

    def _total(self, column: Column, row: Mapping[str, Plain]) -> Worked:
        if column.total == SAME:
            return self._worked(column.formula, row)
        letter = xl_col_to_name(self.place_of[column.name])
        cells = f"{letter}{self.first + 1}:{letter}{self.last + 1}"
        if column.total == AVERAGE:
            count = self._counts[column.name]
            mean = row[column.name] / count if count else ""
            return Worked(f'IFERROR(SUBTOTAL(101,{cells}),"")', mean)
        added = f"SUBTOTAL(109,{cells})"
        return Worked(f"ROUND({added},2)" if column.kind == MONEY else added, row[column.name])

    def _dress(self, book: Book, count: int):
        on, width = self.worksheet, len(self.sheet.columns)
        on.freeze_panes(self.header + 1, self.sheet.held)
        on.autofilter(self.header, 0, self.last, width - 1)
        widths = [width_of(column) for column in self.sheet.columns]
        breaks = page_breaks(self) if count else []
        set_print(on, Shape(self.header, widths, self.sheet.held, breaks), book)
        if not count:
            return
        for column in self.sheet.columns:
            self._mark(column)
        for number, chart in enumerate(self.sheet.charts):
            add_chart(self, chart, number)

    def _mark(self, column: Column):
        cells = self.cells(column.name)
        for mark in column.marks:
            text = self._formula(mark.text, self.first)
            look = self._looks.tone(mark.tone)
            rule = {"type": "formula", "criteria": text, "format": look, "stop_if_true": True}
            self.worksheet.conditional_format(*cells, rule)
        if column.bars:
            bar = FULL_BAR if column.kind == SHARE else BAR
            self.worksheet.conditional_format(*cells, bar)
