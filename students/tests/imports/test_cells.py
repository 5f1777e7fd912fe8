"""A cell is not its text: roll numbers and figures as workbooks keep them."""

import datetime
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from students.imports.cells import Cell, cell_of, guarded, number_text, shown_number, unguarded
from students.imports.options import Options
from students.imports.refusals import Refused
from students.imports.values import score_of
from students.models import Student, TermResult
from students.tests import factories as make
from students.tests.imports.files import imported, ods_of, wide, xlsx_of

HEADER = ["roll_no", "name", "branch", "semester", "physics"]


def one_row(roll_no, number_format="General"):
    return xlsx_of([HEADER, [roll_no, "Aarav", "CSE", 4, 50]], {"A2": number_format})


@pytest.mark.django_db
@pytest.mark.parametrize("roll_no", ["00123", "12E5", "MAR1", "2101", "1/2", "0"])
def test_a_roll_number_that_is_text_stays_as_it_is(roll_no):
    imported(one_row(roll_no, "@"))
    assert Student.objects.get().roll_no == roll_no


@pytest.mark.django_db
@pytest.mark.parametrize("roll_no", ["00123", "12E5", "MAR1", "2101", "O'NEIL-7"])
def test_a_roll_number_of_a_text_file_stays_as_it_is(roll_no):
    imported(wide("physics", "50").replace(b"CSE2101", roll_no.encode()))
    assert Student.objects.get().roll_no == roll_no


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (123, "General"),
        (123, "00000"),
        (1200000, "0.00E+00"),
        (12e5, "General"),
        (datetime.date(2026, 3, 1), "MMM-D"),
        (0.85, "0%"),
        (True, "General"),
    ],
)
def test_a_roll_number_that_a_workbook_has_altered_is_refused(value, number_format):
    (problem,) = imported(one_row(value, number_format)).problems

    assert (problem.row, problem.column) == (2, "roll_no")
    assert "Format the column as text" in problem.mend


@pytest.mark.django_db
def test_a_number_that_is_shown_exactly_as_a_known_roll_number_is_that_one():
    in_term = make.term()
    make.result(in_term, make.student(in_term.institution, "00123", "Aarav"))

    assert imported(one_row(123, "00000")).stored
    assert imported(one_row(123, "General")).refused
    assert imported(one_row(1123, "00000")).refused
    assert Student.objects.count() == 1


@pytest.mark.django_db
def test_roll_numbers_may_be_taken_as_they_are_shown():
    imported(one_row(123, "00000"), options=Options(ids_as_shown=True))
    assert Student.objects.get().roll_no == "00123"


@pytest.mark.django_db
def test_an_open_document_shows_its_numbers():
    in_term = make.term()
    make.student(in_term.institution, "00123", "Aarav")
    row = [("float", "123", "00123"), "Aarav", "CSE", ("float", "4", "4"), ("float", "50", "50.00")]

    assert imported(ods_of([HEADER, row])).stored


@pytest.mark.django_db
def test_roll_numbers_are_found_whatever_their_capitals_and_spaces():
    imported(wide("physics", "50"))

    again = imported(wide("physics", "51").replace(b"CSE2101", b" cse 2101 "))

    assert again.counts["changed"] == 1
    assert Student.objects.get().roll_no == "CSE2101"


@pytest.mark.django_db
def test_a_batch_that_is_a_number_is_taken_as_shown():
    header = [*HEADER, "batch", "section"]
    imported(xlsx_of([header, ["X1", "Aarav", "CSE", 4, 50, 2024, "a"]]))

    result = TermResult.objects.get()
    assert (result.batch.code, result.section) == ("2024", "A")


def test_a_number_keeps_fifteen_digits_and_no_noise():
    assert number_text(0.30000000000000004) == "0.3"
    assert number_text(72.125) == "72.125"
    assert number_text(1e21) == "1000000000000000000000"
    assert number_text(float("nan")) == "NaN"


def test_a_number_is_shown_as_its_format_says():
    assert shown_number("123", "00000") == "00123"
    assert shown_number("72.5", "General") == "72.5"
    assert shown_number("72.5", "0") == "73"
    assert shown_number("1200000", "0.00E+00") == ""
    assert cell_of(0.85, '0"%"').kind == "number"


@given(some.integers(min_value=0, max_value=10_000))
def test_every_score_of_two_decimals_survives_a_workbook(hundredths):
    score = Decimal(hundredths).scaleb(-2)
    assert score_of(cell_of(float(score))) == score


@given(some.floats(allow_nan=True, allow_infinity=True))
def test_every_number_of_a_workbook_is_an_exact_score_or_refused(value):
    with suppress(Refused):
        score = score_of(cell_of(value))
        assert score >= 0
        assert score > 10**9 or score == score.quantize(Decimal("0.01"))
        assert abs(score - Decimal(value)) <= abs(Decimal(value)) * Decimal("1e-14")


@given(some.text(max_size=12))
def test_every_text_is_an_exact_score_or_refused(text):
    with suppress(Refused):
        assert score_of(Cell(text.strip())) == Decimal(text.strip())


@given(some.text(max_size=12))
def test_a_guarded_text_never_begins_a_formula_and_comes_back(text):
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith("'"):
        assert unguarded(safe) == text
