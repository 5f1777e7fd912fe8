"""Semesters as departments write them."""

import pytest

from students.imports.cells import text_cell
from students.imports.refusals import Refused
from students.imports.semesters import semester_of
from students.models import TermResult
from students.tests.imports.files import imported

WRITTEN = ["3", "III", "iii", "3rd", "Sem-3", "SEM 3", "Sem. III", "S3", "Third", "3rd Sem."]


@pytest.mark.parametrize("text", [*WRITTEN, "Semester 3", "third semester", "Sem3", "03"])
def test_a_semester_is_the_number_it_means(text):
    assert semester_of(text_cell(text)) == 3


@pytest.mark.parametrize("text", ["11th", "XI", "Eleventh"])
def test_eleven_is_not_one(text):
    assert semester_of(text_cell(text)) == 11


@pytest.mark.parametrize("text", ["3rd year", "III Year", "1th", "IIII", "Sem", "3-4", "0", "21"])
def test_what_is_no_semester_is_refused(text):
    with pytest.raises(Refused):
        semester_of(text_cell(text))


@pytest.mark.django_db
def test_a_list_of_students_says_it_in_roman_numbers():
    imported(b"roll_no,name,branch,semester\nX1,Aarav,CSE,III\nX2,Diya,CSE,Sem-5\n", "students")
    found = TermResult.objects.order_by("student__roll_key").values_list("semester", flat=True)
    assert list(found) == [3, 5]
