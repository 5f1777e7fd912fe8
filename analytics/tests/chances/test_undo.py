"""A guess that was made keeps the course it was made of, when the file of it is taken back."""

import pytest

from analytics.models import Prediction
from analytics.tests.chances.conftest import guessed, in_use
from students.imports import runs
from students.imports.refusals import UndoRefused
from students.models import Enrolment
from students.tests import factories as make

pytestmark = pytest.mark.django_db
FILE = b"student_id,age,gender,course_id,dropout\nS1,21,F,PY101,0\nS2,34,M,PY101,0\n"


@pytest.fixture
def run():
    make.term()
    return runs.run_at_once("engagement", FILE, "file.csv").run


def test_a_course_that_was_guessed_stays_and_is_named(run):
    one = Enrolment.objects.get(result__student__roll_no="S1")
    said = guessed(in_use(one.result.institution), one, 40)

    with pytest.raises(UndoRefused, match="was guessed of it"):
        runs.undo(run)
    assert Enrolment.objects.count() == 2

    runs.undo(run, except_edited=True)
    assert [*Enrolment.objects.all()] == [one]
    assert [*Prediction.objects.all()] == [said]


def test_courses_of_which_nothing_was_guessed_go(run):
    runs.undo(run)
    assert not Enrolment.objects.exists()
