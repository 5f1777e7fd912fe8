"""A mark that cannot be taken is refused with its place, its value, its reason and a mend."""

import datetime
import io
import zipfile

import pytest

from students.models import (
    Mark,
    Student,
)
from students.tests.imports.files import (
    imported,
    ods_of,
    wide,
    xlsx_of,
    zip_of,
)

pytestmark = pytest.mark.django_db

BAD_MARKS = {
    "101": "It is above the maximum 100.",
    "-1": "It is below 0.",
    "72.555": "It has more than two decimals.",
    "85%": "It is a percent.",
    "85/100": "It holds score and maximum in one.",
    "NaN": "It is not a number.",
    "inf": "It is not a number.",
    "1e309": "It is not a number.",
    "1e1": "It is not a number.",
    "1_000": "It is not a number.",
    "0x1F": "It is not a number.",
    "+5": "It is not a number.",
    ".5": "It is not a number.",
    "５０": "It is not written in the digits 0 to 9.",
    "५०": "It is not written in the digits 0 to 9.",
    "50 marks": "It is not a number.",
    "=50": "It is not a number.",
    "NULL": "It is not a number.",
    "P": "It is not a number.",
    "PRESENT": "Present needs a score.",
    "99999999999999999999": "It is above the maximum 100.",
    "'; DROP TABLE students_mark; --": "It is not a number.",
}


@pytest.mark.parametrize("value", BAD_MARKS)
def test_a_mark_that_is_none_is_refused_where_it_stands(value):
    summary = imported(wide("physics", value))

    (problem,) = summary.problems
    assert (problem.row, problem.column, problem.value) == (2, "physics", value)
    assert problem.reason == BAD_MARKS[value]
    assert problem.mend
    assert not Student.objects.exists()


def test_a_decimal_comma_is_refused_with_the_point_as_mend():
    (problem,) = imported(wide("physics", '"72,5"')).problems

    assert (problem.value, problem.mend) == ("72,5", "Write 72.5.")


def test_a_formatted_percent_or_date_in_a_mark_column_is_refused():
    header = ["roll_no", "name", "branch", "semester", "physics", "english"]
    row = ["X1", "Aarav", "CSE", 4, 0.85, datetime.date(2026, 3, 1)]

    problems = imported(xlsx_of([header, row], {"E2": "0%"})).problems

    assert [(problem.column, problem.value, problem.reason) for problem in problems] == [
        ("physics", "85%", "It is a percent."),
        ("english", "2026-03-01", "It is formatted as a date."),
    ]


def test_an_error_of_a_formula_is_refused():
    header = ["roll_no", "name", "branch", "semester", "physics"]

    (problem,) = imported(xlsx_of([header, ["X1", "Aarav", "CSE", 4, "#DIV/0!"]])).problems

    assert (problem.value, problem.reason) == ("#DIV/0!", "It is the error of a formula.")


def test_binary_noise_is_no_third_decimal_and_a_third_decimal_is_no_noise():
    header = ["roll_no", "name", "branch", "semester", "physics"]

    noisy = imported(xlsx_of([header, ["X1", "A", "CSE", 4, 0.1 + 0.2]]))
    (problem,) = imported(xlsx_of([header, ["X2", "A", "CSE", 4, 72.125]])).problems

    assert noisy.stored
    assert str(Mark.objects.get().score) == "0.30"
    assert problem.reason == "It has more than two decimals."


def test_a_percent_of_an_open_document_is_refused_as_a_mark():
    content = ods_of(
        [
            ["roll_no", "name", "branch", "semester", "physics"],
            ["X1", "Aarav", "CSE", ("float", "4", "4"), ("percentage", "0.85", "85%")],
        ]
    )

    (problem,) = imported(content).problems

    assert (problem.column, problem.value, problem.reason) == ("physics", "85%", "It is a percent.")


def test_a_formula_whose_result_the_file_does_not_hold_is_no_empty_cell():
    header = ["roll_no", "name", "branch", "semester", "physics", "total"]

    (problem,) = imported(xlsx_of([header, ["X1", "Aarav", "CSE", 4, "=50+1", "=E2"]])).problems

    assert (problem.row, problem.column, problem.value) == (2, "physics", "=50+1")
    assert problem.reason == "It is a formula, and the file does not hold what it comes to."
    assert not Student.objects.exists()


def test_a_formula_with_its_result_counts_as_that():
    header = ["roll_no", "name", "branch", "semester", "physics"]
    content = xlsx_of([header, ["X1", "Aarav", "CSE", 4, "=50+1"]])

    imported(with_results(content, b"<v />", b"<v>51</v>"))

    assert Mark.objects.get().score == 51


def with_results(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook as a spreadsheet program would save it: with what its formulas come to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    return zip_of(parts | {sheet: parts[sheet].replace(old, new)})
