"""Every way a file can be wrong is refused with its place, its value, its reason and a mend."""

import datetime

import pytest

from students.imports.options import Options
from students.imports.refusals import FileRefused
from students.models import Mark, Student, TermResult
from students.tests import factories as make
from students.tests.imports.files import PERSON, WIDE, csv_of, imported, ods_of, wide, xlsx_of

pytestmark = pytest.mark.django_db

LONG = "roll_no,name,branch,semester,subject,score,max,state,attempt,published\n"
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


FILES = {
    "empty": (b"", "The file is empty."),
    "white": (b" \n\n ", "The file is empty."),
    "no roll numbers": (b"name,physics\nA,50\n", "No column with roll numbers was found"),
    "no rows": (b"roll_no,name,branch,semester,physics\n", "There are no rows below the header."),
    "one column": (b"roll_no\nX1\n", "There is no column with marks."),
    "two roll numbers": (b"roll_no,USN,physics\nX1,X1,5\n", "Columns A and B both hold roll_no."),
    "one subject twice": (
        b"roll_no,physics,Physics\nX1,5,6\n",
        "Columns B and C both hold Physics.",
    ),
    "one subject twice, spelt otherwise": (
        b"roll_no,data_structures,Data Structures\nX1,5,6\n",
        "“data_structures” means the same subject.",
    ),
    "values without title": (b"roll_no,,physics\nX1,5,6\n", "Column B has values but no title."),
    "score without subject": (
        b"roll_no,score\nX1,5\n",
        "This column belongs to a file with a row for each mark, which names the subject.",
    ),
    "subject without score": (
        b"roll_no,course\nX1,B.Tech\n",
        "“course” names the subject of a mark, and there is no column score.",
    ),
    "unknown column in a long file": (
        b"roll_no,subject,score,shoe\nX1,P,5,43\n",
        "This column is not known.",
    ),
    "maximum 0 in the header": (b"roll_no,physics (0)\nX1,0\n", "The maximum must lie above 0."),
    "NUL": (b"roll_no,physics\nX1,5\x00\n", "The file holds NUL characters"),
    "open quotation mark": (b'roll_no,physics\nX1,"5\nX2,6\n', "Row 2 is not well-formed"),
    "latin 1": ("roll_no,name\nX1,José".encode("cp1252"), "Line 2 is not UTF-8 text."),
    "PDF": (b"%PDF-1.7 ...", "The file is a PDF, not a table."),
    "web page": (b"<html><table><tr><td>roll_no", "The file is a web page"),
    "gzip": (b"\x1f\x8b\x08\x00", "The file is a packed file (gzip), not a table."),
    "broken workbook": (b"PK\x03\x04 and then nothing", "The workbook is damaged"),
    "broken old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "encrypted or damaged",
    ),
    "endless cell": (
        b"roll_no,physics\nX1," + b"9" * 2000,
        "A cell of row 2 holds 2,000 characters",
    ),
    "very wide": (b"roll_no" + b",x" * 300 + b"\n", "at most 200 are read"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_table_is_refused_as_a_whole(name):
    content, reason = FILES[name]

    with pytest.raises(FileRefused) as refusal:
        imported(content)

    problems = refusal.value.problems
    assert any(reason in problem.reason for problem in problems), problems
    assert {problem.row for problem in problems} == {None}
    assert not Student.objects.exists()


def test_a_file_above_the_limit_is_refused(settings):
    settings.IMPORT_MAX_BYTES = 2**20

    with pytest.raises(FileRefused, match="larger than 1 MB"):
        imported(b"roll_no,physics\n" + b"X,5\n" * 300_000)


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


def test_nothing_is_made_where_that_is_not_wanted():
    in_term = make.term()
    make.result(in_term, make.student(in_term.institution, "CSE2101", "Aarav Sharma"))
    known = {"options": Options(create=False)}

    with pytest.raises(FileRefused) as refusal:
        imported(wide("physics", "50"), **known)
    (problem,) = refusal.value.problems
    assert (problem.column, problem.reason) == ("physics", "No subject is called so.")

    make.subject(in_term.institution, "Physics")
    assert imported(wide("physics", "50"), **known).stored
    other = wide("physics", "50").replace(b"CSE2101", b"X1").replace(b",CSE,", b",IT,")
    assert [problem.column for problem in imported(other, **known).problems] == [
        "roll_no",
        "branch",
    ]


def test_several_institutions_or_terms_have_to_be_told_apart():
    one = make.institution("ONE")
    make.term(one, "T1")
    make.institution("TWO")

    with pytest.raises(FileRefused, match="several institutions: ONE, TWO"):
        imported(wide("physics", "50"))
    with pytest.raises(FileRefused, match="No institution has the code “THREE”"):
        imported(wide("physics", "50"), institution="THREE")
    make.term(one, "T2", 2027)
    with pytest.raises(FileRefused, match="several terms"):
        imported(wide("physics", "50"), institution="ONE")
    assert imported(wide("physics", "50"), institution="one", term="t2").term == "T2"


def test_an_empty_register_without_leave_to_make_anything_is_refused():
    with pytest.raises(FileRefused, match="There is no institution yet"):
        imported(wide("physics", "50"), options=Options(create=False))


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


def test_several_sheets_have_to_be_told_apart():
    rows = [[*WIDE.rstrip(",").split(","), "physics"], ["X1", "A", "CSE", 4, 50]]
    content = xlsx_of(rows, IT=rows)

    with pytest.raises(FileRefused, match="2 sheets with rows: “Sheet”, “IT”"):
        imported(content)
    assert imported(content, options=Options(sheet="IT")).stored


def test_the_registrar_may_say_which_encoding_it_is():
    content = csv_of([[*WIDE.rstrip(",").split(","), "physics"], ["X1", "José", "CSE", 4, 50]])
    content = content.decode().encode("cp1252")

    imported(content, options=Options(encoding="cp1252"))

    assert Student.objects.get().name == "José"
