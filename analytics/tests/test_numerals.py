"""Numbers are written as the pages want them."""

import pytest

from analytics.numerals import grouped, share, students
from analytics.writers.csv import csv_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99999, "99,999"),
        (100000, "1,00,000"),
        (1234567, "12,34,567"),
        (1000000000, "1,00,00,00,000"),
    ],
)
def test_digits_are_grouped_as_in_india(number, text):
    assert grouped(number) == text


def test_shares_of_few_are_not_told():
    assert share(1, 4) == ""
    assert share(1, 8) == "12.5\u00a0%"
    assert share(1, 16) == "6.3\u00a0%"


def test_one_student_is_one():
    assert (students(1), students(2)) == ("1 student", "2 students")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_file_holds_no_formula(text):
    assert csv_text(["a"], [[text]]).splitlines()[1].strip('"').startswith("'")
