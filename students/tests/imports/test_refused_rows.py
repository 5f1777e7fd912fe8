"""A row that cannot be taken is refused with its place, and all problems are told at once."""

import pytest

from students.models import (
    Mark,
    Student,
    TermResult,
)
from students.tests import factories as make
from students.tests.imports.files import (
    PERSON,
    WIDE,
    imported,
    wide,
)

pytestmark = pytest.mark.django_db

LONG = "roll_no,name,branch,semester,subject,score,max,state,attempt,published\n"


ROWS = {
    "no roll number": (",Aarav,CSE,4,50", "roll_no", "The roll number is missing."),
    "no name": (
        "X1,,CSE,4,50",
        "roll_no",
        "No student has this roll number, and the row has no name to make one.",
    ),
    "no branch": (
        "X1,Aarav,,4,50",
        "branch",
        "The student is not yet in term 2026-ODD, and the row has no branch.",
    ),
    "no semester": (
        "X1,Aarav,CSE,,50",
        "semester",
        "The student is not yet in term 2026-ODD, and the row has no semester.",
    ),
    "semester in words": ("X1,Aarav,CSE,four,50", "semester", "It is not a number."),
    "semester zero": (
        "X1,Aarav,CSE,0,50",
        "semester",
        "It is not a whole number from 1 to 20.",
    ),
    "semester and a half": (
        "X1,Aarav,CSE,4.5,50",
        "semester",
        "It is not a whole number from 1 to 20.",
    ),
    "control character": (
        "X1,Aa\x07rav,CSE,4,50",
        "name",
        "It holds characters that cannot be seen: U+0007.",
    ),
    "right-to-left override": (
        "X1,Aarav\u202egnp.exe,CSE,4,50",
        "name",
        "It holds characters that cannot be seen: U+202E.",
    ),
    "zero width": (
        "X\u200b1,Aarav,CSE,4,50",
        "roll_no",
        "It holds characters that cannot be seen: U+200B.",
    ),
    "long roll number": (f"{'X' * 41},A,CSE,4,50", "roll_no", "It is longer than 40 letters."),
    "long name": (f"X1,{'a' * 201},CSE,4,50", "name", "It is longer than 200 letters."),
    "too many values": (
        "X1,Aarav,CSE,4,50,60",
        "",
        "The row has 6 values for 5 columns.",
    ),
    "altered by Excel": (
        "1.2E+06,Aarav,CSE,4,50",
        "roll_no",
        "It looks like a roll number that a spreadsheet has altered.",
    ),
    "a date by Excel": (
        "01-Mar,Aarav,CSE,4,50",
        "roll_no",
        "It looks like a roll number that a spreadsheet has altered.",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_cannot_be_taken_is_refused(name):
    row, column, reason = ROWS[name]
    make.term()

    (problem,) = imported(f"{WIDE}physics\n{row}\n".encode()).problems

    assert (problem.row, problem.column, problem.reason) == (2, column, reason)
    assert problem.mend
    assert not TermResult.objects.exists()


LONG_ROWS = {
    "no subject": ("X1,A,CSE,4,,50,,,,", "subject", "The subject is missing."),
    "absent with score": (
        "X1,A,CSE,4,P,50,,absent,,",
        "score",
        "A mark that is absent has no score.",
    ),
    "two states": ("X1,A,CSE,4,P,AB,,exempt,,", "state", "The score says absent."),
    "unknown state": ("X1,A,CSE,4,P,50,,ill,,", "state", "This state is not known."),
    "present without score": ("X1,A,CSE,4,P,,,present,,", "score", "Present needs a score."),
    "maximum 0": ("X1,A,CSE,4,P,0,0,,,", "max", "A maximum lies above 0 and at most at 10000."),
    "above its maximum": ("X1,A,CSE,4,P,51,50,,,", "score", "It is above the maximum 50."),
    "attempt 0": ("X1,A,CSE,4,P,50,,,0,", "attempt", "It is not a whole number from 1 to 20."),
    "maybe published": ("X1,A,CSE,4,P,50,,,,maybe", "published", "It is neither yes nor no."),
}


@pytest.mark.parametrize("name", LONG_ROWS)
def test_a_row_of_one_mark_that_cannot_be_taken_is_refused(name):
    row, column, reason = LONG_ROWS[name]

    (problem,) = imported(f"{LONG}{row}\n".encode()).problems

    assert (problem.row, problem.column, problem.reason) == (2, column, reason)


def test_all_problems_are_told_at_once():
    content = f"{WIDE}physics,english\nX1,A,CSE,four,101,x\nX2,,CSE,4,-1,50\n".encode()

    problems = imported(content).problems

    assert [(problem.row, problem.column) for problem in problems] == [
        (2, "semester"),
        (2, "english"),
        (2, "physics"),
        (3, "physics"),
        (3, "roll_no"),
    ]


def test_two_rows_for_one_mark_are_both_refused():
    problems = imported(wide("physics", "50", "60")).problems

    assert [(problem.row, problem.reason) for problem in problems] == [
        (2, "Row 3 speaks of the same student's mark."),
        (3, "Row 2 speaks of the same student's mark."),
    ]


def test_two_rows_for_one_student_with_other_marks_belong_together():
    summary = imported(wide("physics,english", "50,", ",60"))

    assert summary.stored
    assert Mark.objects.count() == 2
    assert Student.objects.count() == 1


def test_two_rows_that_place_a_student_differently_do_not_agree():
    second = "CSE2101,Aarav Sharma,IT,4,,60"
    content = f"{WIDE}physics,english\n{PERSON}50,\n{second}\n".encode()

    (problem,) = imported(content).problems

    assert (problem.row, problem.value, problem.reason) == (3, "IT", "Row 2 says CSE.")
