"""Lists of students, with and without their place in a term."""

import pytest

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused
from students.models import Institution, RecordChange, Student, Term, TermResult
from students.tests import factories as make
from students.tests.imports.files import imported, reasons, register

pytestmark = pytest.mark.django_db

PLACED = b"roll_no,name,branch,semester,batch,section\nX1,Aarav,CSE,4,2024-28,a\nX2,Diya,IT,4,,\n"


def test_students_alone_need_no_term():
    summary = imported(b"roll_no,name,email\nX1,Aarav,a@example.org\n", "students")

    assert summary.counts["new"] == 1
    assert Student.objects.get().email == "a@example.org"
    assert Institution.objects.get().code == "MAIN"
    assert not Term.objects.exists()


def test_students_are_placed_in_a_term():
    imported(PLACED, "students")

    result = TermResult.objects.get(student__roll_no="X1")
    assert (result.branch.code, result.batch.code, result.section) == ("CSE", "2024-28", "A")
    assert (result.grade, result.risk) == ("", "unknown")
    assert imported(PLACED, "students").counts["same"] == 2


def test_a_new_place_is_taken_back():
    imported(PLACED, "students")
    before = register()
    run = imported(PLACED.replace(b"IT,4", b"ECE,5").replace(b"Diya", b"Dia"), "students").run
    assert set(RecordChange.objects.filter(run_id=run.pk).values_list("field", flat=True)) == {
        "",
        "branch",
        "name",
        "semester",
    }

    runs.undo(run)

    assert register() == before


def test_a_known_name_is_found_by_roll_number_alone():
    in_term = make.term()
    make.student(in_term.institution, "X1", "Aarav")

    summary = imported(b"roll_no,name,branch,semester\nx1,,CSE,4\n", "students")

    assert summary.values == {"placement": {"new": 1}}


def test_a_list_of_students_names_them():
    with pytest.raises(FileRefused, match="no column name"):
        imported(b"roll_no,branch\nX1,CSE\n", "students")


def test_an_address_that_is_none_is_refused():
    found = reasons(b"roll_no,name,email\nX1,Aarav,example.org\n", "students")

    assert found == [(2, "email", "example.org", "It is not an e-mail address.")]


def test_the_same_student_twice_is_refused():
    found = reasons(b"roll_no,name\nX1,Aarav\nx 1,Aarav\n", "students")

    assert [(row, reason) for row, _, _, reason in found] == [
        (2, "Row 3 speaks of the same student."),
        (3, "Row 2 speaks of the same student."),
    ]


@pytest.mark.parametrize("column", ["semester", "batch", "section"])
def test_a_place_without_a_branch_is_refused_and_not_left_out(column):
    text = f"roll_no,name,{column}\nX1,Aarav,4\n".encode()

    ((_, title, _, reason), *_) = reasons(text, "students")

    assert title == "branch"
    assert reason.startswith("The student is not yet in term")
    assert not Student.objects.exists()


def test_a_said_semester_is_the_number_it_means():
    options = Options(branch="CSE", semester="3.0")

    imported(b"roll_no,name,Physics\nX1,Aarav,50\n", options=options)

    assert TermResult.objects.get().semester == 3
