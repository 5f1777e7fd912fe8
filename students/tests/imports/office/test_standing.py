"""Who studies, has left or has completed, as offices write it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from students.imports import runs
from students.imports.options import Options
from students.models import Admission, Correction, TermResult
from students.tests import factories as make
from students.tests.imports.office.files import imported, lines, reasons

pytestmark = pytest.mark.django_db
HEADER = "Roll No,Name,Batch,Left on,Status"


def standings() -> dict[str, str]:
    rows = Admission.objects.values_list("student__roll_no", "standing")
    return dict(rows)


def test_words_in_english_and_hindi_are_three_standings():
    make.institution()
    content = lines(
        HEADER,
        "R1,A,B1,,Active",
        "R2,B,B1,,Discontinued",
        "R3,C,B1,,Alumni",
        "R4,D,B1,,छोड़ दिया",
        "R5,E,B1,,",
        "R6,F,B1,,PASSED OUT",
    )
    assert imported("admissions", content).stored
    assert standings() == {
        **{"R1": "active", "R2": "left", "R3": "completed"},
        **{"R4": "left", "R5": "active", "R6": "completed"},
    }
    assert imported("admissions", content).counts["same"] == 6


def test_a_day_of_leaving_alone_says_left_and_is_told_as_filled():
    make.institution()
    run = imported("admissions", lines(HEADER, "R1,A,B1,2026-05-03,")).run
    assert standings() == {"R1": "left"}
    assert Correction.objects.get(sort="filled").became == "Left"
    runs.undo(run)
    assert not Admission.objects.exists()


def test_who_is_active_has_no_day_of_leaving_in_a_file_and_in_the_register():
    make.institution()
    refused = [(2, "", "Who is active has no day of leaving.")]
    assert reasons("admissions", lines(HEADER, "R1,A,B1,2026-05-03,Active")) == refused
    imported("admissions", lines(HEADER, "R1,A,B1,2026-05-03,Completed"))
    assert standings() == {"R1": "completed"}
    assert reasons("admissions", lines(HEADER, "R1,A,B1,,Active")) == refused
    with pytest.raises(IntegrityError), transaction.atomic():
        Admission.objects.update(standing="active")


def test_a_word_that_is_close_is_asked_once_and_remembered():
    make.institution()
    content = lines(HEADER, "R1,A,B1,,Discontinud")
    same = (("Discontinud", "left"),)
    assert imported("admissions", content, options=Options(same=same)).stored
    assert imported("admissions", lines(HEADER, "R2,B,B1,,discontinud")).stored
    assert standings() == {"R1": "left", "R2": "left"}


def test_an_admission_goes_on_until_its_day_or_until_somebody_says_it_ended():
    of, day = make.institution(), datetime.date(2026, 5, 3)
    batch = make.batch(of)
    for roll_no, left_on, standing in (
        ("R1", None, "active"),
        ("R2", None, "left"),
        ("R3", day, "left"),
        ("R4", day + datetime.timedelta(1), "completed"),
    ):
        student = make.student(of, roll_no)
        Admission.objects.create(student=student, batch=batch, left_on=left_on, standing=standing)
    going = Admission.objects.going_on(day).values_list("student__roll_no", flat=True)
    assert set(going) == {"R1", "R4"}


def test_a_list_of_a_term_has_those_who_study():
    term = make.term(make.institution())
    content = lines(
        "Roll No,Name,Programme,Semester,Gender (M/F),स्थिति",
        "R1,A,CSE,I,M,सक्रिय",
        "R2,B,CSE,I,F,Alumni",
        "R3,C,CSE,I,F,perhaps",
    )
    plan = runs.plan_of(runs.preview("students", content, "f.csv", institution=term.institution))
    assert [(row.number, row.problems[0].reason) for row in plan.rows("refused")] == [
        (3, "A list of a term has those alone who study in it."),
        (4, "It is no standing that is known."),
    ]
    runs.run_at_once("students", content, "f.csv", skip_refused=True)
    assert TermResult.objects.get().student.roll_no == "R1"
