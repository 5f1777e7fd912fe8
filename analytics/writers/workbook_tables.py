"""A table of a workbook, row by row: title, notes, rows, totals, charts, print set-up."""

import datetime
import re
from collections.abc import Mapping, Sequence, Sized

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
    Chart,
    Column,
    Formula,
    Plain,
    Sheet,
    Told,
    Value,
    Worked,
)
from analytics.writers.workbook_charts import add_chart, page_breaks, row_of
from analytics.writers.workbook_looks import BAR, FULL_BAR, Looks, header_height, width_of
from analytics.writers.workbook_parts import NAMED, Part, Parts, spread
from analytics.writers.workbook_prints import Shape, heading_of, set_print
from analytics.writers.workbook_values import QuickSheet, kept_value

ROW = "\0"  # in a formula prepared for any row of a column
LINE_HEIGHT = 15


class Table:
    """A table being written, on as many sheets as it needs; formulas of others read its `parts`."""

    def __init__(self, sheet: Sheet, looks: Looks, others: Mapping[str, "Table"]):
        self.sheet, self._looks, self._others = sheet, looks, others
        self.place_of = {column.name: at for at, column in enumerate(sheet.columns)}
        self._formulas: dict[str, str] = {}
        added = (SUM, AVERAGE)
        self._sums: dict[str, Plain] = {one.name: 0 for one in sheet.columns if one.total in added}
        self._counts = dict.fromkeys(self._sums, 0)
        named = {name for chart in sheet.charts for name in (chart.categories, *chart.series)}
        self.drawn = {name: [] for name in named}  # charts are of short tables
        self._works = any(one.formula for one in sheet.columns)
        self.header = len(sheet.notes) + 3  # below title, place, notes and an empty row
        count = len(sheet.rows) if isinstance(sheet.rows, Sized) else 0
        taken = {part.tab for one in others.values() for part in one.parts.all}
        self.parts = Parts(sheet.title, self.header + 1, count, taken)

    def write(self, workbook, book: Book):
        """Write everything; rows are read one by one and forgotten."""
        self.workbook, count = workbook, 0
        self._head(book)
        for count, row in enumerate(self.sheet.rows, start=1):
            if self.parts.begins(count - 1):
                self._dress(book)
                self.parts.go_on()
                self._head(book)
            self._row(self.parts.take(count - 1), row)
        if not count:
            self.worksheet.write_string(self.part.first, 0, self.sheet.empty, self._looks.note)
        elif self.sheet.total:
            self._totals(self.part.last + 1)
        is_whole = count and len(self.parts.all) == 1  # a chart reads one sheet
        self._dress(book, self.sheet.charts if is_whole else (), count)

    @property
    def part(self) -> Part:
        """Where it stands on the sheet being written; of a written table the last."""
        return self.parts.here

    def cells(self, name: str) -> tuple[int, int, int, int]:
        """The cells of a column of this part."""
        return self.part.cells(self.place_of[name])

    def _head(self, book: Book):
        on = self.worksheet = self.workbook.add_worksheet(self.part.tab, QuickSheet)
        looks = self._looks
        for at, column in enumerate(self.sheet.columns):
            on.set_column(at, at, width_of(column))
        title, place, *notes = heading_of(self.sheet, book, bool(self.parts.full))
        on.write_string(0, 0, title, looks.title)
        on.write_string(1, 0, place)
        for number, note in enumerate(notes):
            on.write_string(2 + number, 0, note, looks.note)
        on.set_row(self.header, header_height(self.sheet.columns))
        for at, column in enumerate(self.sheet.columns):
            on.write_string(self.header, at, column.title, looks.header(column.kind))

    def _row(self, at: int, values: Sequence[Value]):
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
            whole = spread(text, lambda sheet: len(self._others[sheet].parts.all))
            self._formulas[text] = "=" + NAMED.sub(self._named, whole)
        return self._formulas[text].replace(ROW, str(at + 1))

    def _named(self, found: re.Match) -> str:
        sheet, name, part = found.groups()
        if sheet:
            other = self._others[sheet]
            ranges = other.parts.ranges_of(other.place_of[name])
            return ranges[int(part)] if part else ",".join(ranges)
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
        here = f"{letter}{self.part.first + 1}:{letter}{self.part.last + 1}"
        cells = ",".join((*self.parts.ranges_of(self.place_of[column.name])[:-1], here))
        if column.total == AVERAGE:
            count = self._counts[column.name]
            mean = row[column.name] / count if count else ""
            return Worked(f'IFERROR(SUBTOTAL(101,{cells}),"")', mean)
        added = f"SUBTOTAL(109,{cells})"
        return Worked(f"ROUND({added},2)" if column.kind == MONEY else added, row[column.name])

    def _dress(self, book: Book, charts: Sequence[Chart] = (), count: int = 1):
        on = self.worksheet
        on.freeze_panes(self.header + 1, self.sheet.held)
        on.autofilter(self.header, 0, self.part.last, len(self.sheet.columns) - 1)
        widths, breaks = list(map(width_of, self.sheet.columns)), page_breaks(self, len(charts))
        bottom = row_of(self, len(charts))  # below the totals, and below the last chart
        shape = Shape(self.header, self.part.last, bottom, widths, self.sheet.held, breaks)
        set_print(on, shape, book, heading_of(self.sheet, book, bool(self.parts.full)))
        for column in self.sheet.columns if count else ():
            self._mark(column)
        for number, chart in enumerate(charts):
            add_chart(self, chart, number)

    def _mark(self, column: Column):
        cells = self.cells(column.name)
        for mark in column.marks:
            text = self._formula(mark.text, self.part.first)
            look = self._looks.tone(mark.tone)
            rule = {"type": "formula", "criteria": text, "format": look, "stop_if_true": True}
            self.worksheet.conditional_format(*cells, rule)
        if column.bars:
            bar = FULL_BAR if column.kind == SHARE else BAR
            self.worksheet.conditional_format(*cells, bar)
