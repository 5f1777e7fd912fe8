"""The batch of those whom a file brings into a term without saying it."""

import datetime

import pytest

from students.models import TermResult
from students.tests import factories as make
from students.tests.imports.files import imported

pytestmark = pytest.mark.django_db

PLACED = "roll_no,name,branch,semester\nX1,Aarav,CSE,4\n"


def admitted(*batches, on=datetime.date(2026, 6, 1)):
    """A student who was admitted, in no term yet."""
    in_term = make.term()
    student = make.student(in_term.institution, "X1", "Aarav")
    for code in batches:
        make.admission(student, make.batch(in_term.institution, code), on)
    return student, in_term


def test_a_new_term_takes_the_batch_of_the_admission_and_says_so():
    admitted("B1")
    done = imported(PLACED.encode(), "students")
    assert TermResult.objects.get().batch.code == "B1"
    assert "The batch of 1 student is that of the admission." in done.notes
    assert imported(PLACED.encode(), "students").counts["same"] == 1


def test_admitted_to_two_at_once_nobody_is_put_into_either():
    admitted("B1", "B2")
    done = imported(PLACED.encode(), "students")
    assert TermResult.objects.get().batch is None
    assert any("several batches at once" in note and "X1" in note for note in done.notes)


def test_a_batch_that_the_file_says_goes_before_the_admission():
    admitted("B1")
    text = "roll_no,name,branch,semester,batch\nX1,Aarav,CSE,4,B9\n"
    imported(text.encode(), "students")
    assert TermResult.objects.get().batch.code == "B9"


def test_a_term_made_by_hand_takes_the_batch_of_the_admission_too():
    student, in_term = admitted("B1")
    assert make.result(in_term, student).batch.code == "B1"
