"""Which workbooks the fast reader may read: those of which it tells all."""

import datetime
import io

import openpyxl
import pytest

from students.imports.options import Options
from students.imports.plain import lines
from students.imports.plain.books import LongNumberError, book_of

ROWS = [["roll_no", "subject", "score"], ["R1", "PHYSICS", 61.5], [7, "PHYSICS", "AB"]]
TEXTS = [["R1", "PHYSICS", "61.5"], ["7", "PHYSICS", "AB"]]


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(lines, "FEWEST", 2)
    monkeypatch.setattr(lines, "ROWS_AT_ONCE", 1)


def workbook(rows=ROWS):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def read(book, sheet=""):
    content = io.BytesIO()
    book.save(content)
    return book_of(content.getvalue(), Options(sheet=sheet))


def test_values_come_as_the_texts_the_reader_of_single_rows_has():
    book = read(workbook())

    assert book.count == 3
    assert list(book.below(1, 3)) == [(2, TEXTS[:1]), (3, TEXTS[1:])]
    assert [book.texts(row) for _number, row in book.rows()] == [ROWS[0], *TEXTS]
    kinds = [[cell.kind for cell in book.cells(row)] for _number, row in book.rows()]
    assert kinds == [["text"] * 3, ["text", "text", "number"], ["number", "text", "text"]]


def test_rows_are_cut_and_filled_to_the_table_unless_they_hold_more():
    book = read(workbook([*ROWS, ["R2", "PHYSICS"], ["R3", "PHYSICS", 5, None, "see me"]]))

    found = [row for _number, chunk in book.below(3, 3) for row in chunk]
    assert found == [["R2", "PHYSICS", ""], ["R3", "PHYSICS", "5", "", "see me"]]


def test_numbers_and_texts_shown_as_they_are_may_be_in_formats_that_say_so():
    book = workbook()
    book.active["A3"].number_format = "@"
    assert read(book)


def of_percent(book):
    book.active["C2"].number_format = "0%"


def with_leading_zeros(book):
    book.active["A3"].number_format = "00000"


def of_a_formula(book):
    book.active["C2"] = "=1+2"


def of_a_truth(book):
    book.active["C2"] = True


def of_an_error(book):
    book.active["C2"] = "#N/A"


def with_a_date(book):
    book.active["D1"] = datetime.date(2026, 1, 5)


def of_cells_far_apart(book):
    book.active["ZZ90000"] = "lost"


def of_another_sheet(book):
    book.create_sheet("More").append(["and", "more"])


@pytest.mark.parametrize(
    "special",
    [
        of_percent,
        with_leading_zeros,
        of_a_formula,
        of_a_truth,
        of_an_error,
        with_a_date,
        of_cells_far_apart,
        of_another_sheet,
    ],
)
def test_a_workbook_is_left_to_the_reader_of_single_rows_because(special):
    book = workbook()
    assert read(book)
    special(book)
    assert read(book) is None


def test_the_sheet_is_the_one_that_was_chosen_and_a_hidden_one_is_none():
    book = workbook()
    more = book.create_sheet("More")
    more.append(["and", "more"])
    more.append(["of", "it"])
    assert [row for _n, row in read(book, "More").rows()] == [["and", "more"], ["of", "it"]]

    more.sheet_state = "hidden"
    assert [row for _n, row in read(book).rows()] == [row for _n, row in read(workbook()).rows()]


def test_a_number_longer_than_a_spreadsheet_keeps_is_told_of():
    book = read(workbook([*ROWS, [12345678901234567, "PHYSICS", 5]]))
    with pytest.raises(LongNumberError):
        list(book.below(1, 3))


def test_what_is_no_workbook_or_a_damaged_one_is_not_read():
    content = io.BytesIO()
    workbook().save(content)
    assert book_of(b"roll_no,subject,score\n" * 5, Options()) is None
    assert book_of(content.getvalue()[:-200], Options()) is None
