"""A workbook shows what was shown and runs nothing of it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from analytics.numerals import grouped
from analytics.tests.writers.books import texts_of
from analytics.writers import xlsx
from analytics.writers.xlsx import number_in, xlsx_bytes


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.example", "\t=1", "{=1}"]
)
def test_no_cell_is_run_or_linked(text):
    content = xlsx_bytes([text], [[text]], [True])
    sheet = load_workbook(io.BytesIO(content)).active

    assert [cell.value for row in sheet.iter_rows() for cell in row] == [text, text]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_numbers_stay_texts_but_in_columns_of_numbers():
    rows = [["00123", "62.77", "12E5"], ["7", "–", "few"], ["8", "1,23,456", "−1.20"]]
    content = xlsx_bytes(["Roll", "Average", "Note"], rows, [False, True, False])
    sheet = load_workbook(io.BytesIO(content)).active

    assert [sheet["A2"].value, sheet["C2"].value] == ["00123", "12E5"]
    assert [sheet["B2"].value, sheet["B3"].value, sheet["B4"].value] == [62.77, "–", 123456]
    assert texts_of(content)[1:] == rows


@given(st.integers(0, 10**9))
def test_a_grouped_number_reads_back_as_it_was_shown(number):
    assert number_in(grouped(number))[0] == number


def test_names_in_any_script_and_control_letters_are_kept_apart_from_markup():
    row = ["प्रिया यादव", "<b>&amp;", "it's"]
    assert texts_of(xlsx_bytes(["a", "b", "c"], [row]))[1] == row


def test_a_full_sheet_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = load_workbook(io.BytesIO(xlsx_bytes(["n"], [[str(n)] for n in range(5)])))
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["n", "0", "1"],
        ["n", "2", "3"],
        ["n", "4"],
    ]
