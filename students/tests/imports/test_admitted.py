"""Who comes into a term by an import is in the batch that their admission tells."""

import datetime

import pytest

from students.models import Term, TermResult
from students.tests import factories as make
from students.tests.imports.files import imported

pytestmark = pytest.mark.django_db
FILE = b"roll_no,branch,semester,attendance\nX1,CSE,1,80\n"


@pytest.fixture
def student():
    in_term = make.term()  # of July to December 2026
    make.branch(in_term.institution)
    return make.student(in_term.institution, "X1", "Aarav")


def joined(student, code, month=6, **values):
    batch = make.batch(student.institution, code, branch=values.pop("branch", None))
    on = month and datetime.date(2026, month, 1)
    return make.admission(student, batch, on, **values)


def placed() -> str | None:
    imported(FILE, "attendance")
    return TermResult.objects.values_list("batch__code", flat=True).get()


def test_the_batch_of_the_admission_is_the_batch_of_the_result(student):
    joined(student, "FSD-01")
    assert placed() == "FSD-01"


def test_the_newest_of_several_is_taken(student):
    joined(student, "FSD-01", 5)
    joined(student, "FSD-02", 7)
    assert placed() == "FSD-02"


def test_of_several_that_are_as_new_or_of_no_day_none_is_taken(student):
    joined(student, "FSD-01")
    joined(student, "FSD-02", None)
    assert placed() is None


@pytest.mark.parametrize(
    "values",
    [
        {"left_on": datetime.date(2026, 6, 20), "standing": "left"},  # before the term
        {"month": None, "left_on": datetime.date(2026, 1, 2), "standing": "left"},
    ],
)
def test_a_batch_that_was_left_is_none(student, values):
    joined(student, "FSD-01", **values)
    assert placed() is None


def test_a_batch_of_another_branch_is_none(student):
    joined(student, "FSD-01", branch=make.branch(student.institution, "ECE"))
    assert placed() is None


def test_a_batch_that_the_file_names_is_that(student):
    joined(student, "FSD-01")
    imported(
        FILE.replace(b"attendance\n", b"attendance,batch\n").replace(b"80", b"80,EVE"), "attendance"
    )

    assert TermResult.objects.get().batch.code == "EVE"


def test_who_is_in_the_term_already_stays_where_they_are(student):
    make.result(student.institution.terms.get(), student)
    joined(student, "FSD-01")
    assert placed() is None


def test_a_term_made_by_hand_takes_the_batch_of_the_admission_too(student):
    joined(student, "FSD-01")
    assert make.result(Term.objects.get(), student, "CSE").batch.code == "FSD-01"


def test_who_is_in_several_batches_at_once_is_told_of_in_the_preview(student):
    joined(student, "FSD-01")
    joined(student, "FSD-02")
    words = (
        "Row 2: the student is admitted to FSD-01, FSD-02 at once, and is in no batch of the term "
        "until one is named."
    )
    assert words in imported(FILE, "attendance").notes
    assert not any("at once" in note for note in imported(FILE, "attendance").notes)  # in the term


def test_who_is_in_one_batch_or_in_none_is_no_doubt(student):
    joined(student, "FSD-01")
    assert not any("at once" in note for note in imported(FILE, "attendance").notes)
