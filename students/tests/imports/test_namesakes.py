"""A new student who looks like somebody known is told of in the preview, and nothing is decided."""

import pytest

from students.imports import runs
from students.models import SamePerson, Student
from students.tests import factories as make

pytestmark = pytest.mark.django_db
FIRST = "roll_no,name,email,batch,mobile\nR1,Sneha Deshpande,sneha@example.org,B1,9876543210\n"


@pytest.fixture
def place():
    found = make.institution()
    runs.run_at_once("admissions", FIRST.encode(), "a.csv")
    return found


def notes(kind, *rows):
    """What a preview tells beside its rows."""
    return preview(kind, "\n".join(rows))[0]


def preview(kind, text):
    summary = runs.run_at_once(kind, text.encode(), "b.csv", dry_run=True)
    return list(summary.notes), summary


def test_the_same_telephone_under_another_spelling_is_told(place):
    told = notes("admissions", "roll_no,name,batch,mobile", "R9,स्नेहा देशपांडे,B2,+91 98765 43210")

    assert told == [
        "Row 2 looks like R1 Sneha Deshpande, who is here already: "
        "the same name, the same telephone."
    ]


def test_a_list_of_students_is_looked_through_too(place):
    told = notes("students", "roll_no,name,email", "R9,Deshpande Sneha,sneha@example.org")

    assert len(told) == 1
    assert "R1 Sneha Deshpande" in told[0]


def test_a_known_student_and_a_name_alone_say_nothing(place):
    rows = "roll_no,name,email,batch", "R1,Sneha Deshpande,sneha@example.org,B1"

    assert notes("admissions", *rows, "R8,Sneha Deshpande,,B1") == []


def test_somebody_of_another_institution_is_not_told_of(place):
    other = make.institution("OTHER")
    make.student(other, "O1", "Asha Rao", email="asha@example.org")

    summary = runs.run_at_once(
        "students",
        b"roll_no,name,email\nR9,Asha Rao,asha@example.org",
        "b.csv",
        institution=place,
        dry_run=True,
    )

    assert list(summary.notes) == []


def test_storing_makes_the_student_and_says_nothing_of_who_they_are(place):
    runs.run_at_once(
        "admissions", b"roll_no,name,batch,mobile\nR9,Sneha Deshpande,B2,9876543210", "b.csv"
    )

    assert Student.objects.count() == 2
    assert not SamePerson.objects.exists()
