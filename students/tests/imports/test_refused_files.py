"""A file that is no table, or does not say where it belongs, is refused as a whole."""

import pytest

from students.imports.options import Options
from students.imports.refusals import FileRefused
from students.models import (
    Student,
)
from students.tests import factories as make
from students.tests.imports.files import (
    WIDE,
    csv_of,
    imported,
    wide,
    xlsx_of,
)

pytestmark = pytest.mark.django_db


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
    "maximum 0 in the header": (b"roll_no,physics (0)\nX1,0\n", "A maximum lies above 0"),
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
