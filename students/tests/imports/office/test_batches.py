"""Batches, admissions and trainers on their way in."""

import datetime

import pytest

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused
from students.models import Admission, Batch, BatchTrainer, Branch, Staff, Student
from students.tests import factories as make
from students.tests.imports.office.files import corrections, imported, lines, office, reasons

pytestmark = pytest.mark.django_db

BATCHES = "Batch Code,Course,Start Date,End Date,Duration (months),Trainer"
ADMISSIONS = "Roll No,Student Name,Course,Batch,Admission Date"
TRAINERS = "Trainer Code,Trainer Name,Email,Joined On,Batches"


def batches(*rows):
    return lines(BATCHES, *rows)


def admissions(*rows):
    return lines(ADMISSIONS, *rows)


def trainers(*rows):
    return lines(TRAINERS, *rows)


def test_a_batch_comes_with_its_course_and_its_trainer():
    of = make.institution()
    make.staff(of, "Meera Nair")

    imported("batches", batches("DS-2026-01,Data Science,2026-01-05,2026-06-30,,meera nair"))

    batch = Batch.objects.get()
    assert (batch.code, batch.branch.title) == ("DS-2026-01", "Data Science")
    assert batch.starts_on == datetime.date(2026, 1, 5)
    assert BatchTrainer.objects.get().staff.name == "Meera Nair"


def test_one_batch_written_in_three_ways_is_one():
    make.institution()
    imported("batches", batches("DS-2026-01,Data Science,2026-01-05,2026-06-30,,"))

    summary = imported(
        "batches", batches("ds 2026/1,data science ,2026-01-05,,,", "DS_2026_01,,,2026-07-31,,")
    )

    assert summary.counts["changed"] == 2
    assert Batch.objects.get().ends_on == datetime.date(2026, 7, 31)
    assert Branch.objects.count() == 1
    assert corrections() == [
        (2, "Batch Code", "ds 2026/1", "DS-2026-01", "normalised"),
        (2, "Course", "data science", "Data Science", "normalised"),
        (3, "Batch Code", "DS_2026_01", "DS-2026-01", "normalised"),
    ]


def test_codes_that_only_read_alike_without_their_signs_are_not_one():
    make.institution()
    imported("batches", batches("DS-2026-1,,,,,"))

    assert reasons("batches", batches("DS-20261,,,,,")) == [
        (2, "Batch Code", "It is not DS-2026-1, though without its signs it reads the same.")
    ]


def test_a_code_that_may_be_either_of_two_is_refused():
    of = make.institution()
    for code in ("DS-1", "DS-01"):
        Batch.objects.create(institution=of, code=code)

    assert reasons("batches", batches("ds 001,,,,,")) == [
        (2, "Batch Code", "It may be any of DS-01, DS-1.")
    ]


def test_a_course_that_is_close_to_a_known_one_is_asked_about_and_remembered():
    make.branch(make.institution(), "DATA_SCIENCE")
    Branch.objects.update(title="Data Science")
    content = batches("DS-1,Data Scince,,,,")

    with pytest.raises(FileRefused, match="did you mean Data Science"):
        imported("batches", content)
    run = runs.preview("batches", content, "f.csv", user=make.user("x"))
    runs.revise(run, run.user, same=(("Data Scince", "DATA_SCIENCE"),))
    runs.commit(run)
    imported("batches", batches("DS-2,Data Scince,,,,"))

    assert Branch.objects.count() == 1
    assert Batch.objects.filter(branch__title="Data Science").count() == 2
    assert corrections()[-1] == (2, "Course", "Data Scince", "Data Science", "standardised")


def test_the_end_of_a_batch_is_filled_from_its_start_and_months_and_marked_so():
    make.institution()

    imported("batches", batches("DS-1,,2026-01-31,,1,", "DS-2,,2026-03-01,2026-03-02,6,"))

    ends = dict(Batch.objects.values_list("code", "ends_on"))
    assert ends == {"DS-1": datetime.date(2026, 2, 27), "DS-2": datetime.date(2026, 3, 2)}
    assert corrections() == [(2, "End Date", "", "2026-02-27", "filled")]


def test_a_batch_that_would_end_before_it_starts_is_refused_also_against_the_register():
    make.institution()
    imported("batches", batches("DS-1,,2026-03-01,2026-06-01,,"))

    assert reasons("batches", batches("DS-1,,,2026-02-01,,")) == [
        (2, "", "It ends before it starts.")
    ]


def test_a_trainer_nobody_knows_is_refused():
    make.institution()

    assert reasons("batches", batches("DS-1,,,,,Nobody")) == [
        (2, "Trainer", "No trainer has this code or name.")
    ]


def test_admissions_make_students_and_batches():
    make.institution()

    summary = imported(
        "admissions",
        admissions("R1,Asha Rao,Data Science,DS-1,5/1/2026", "R2,Ravi Das,Data Science,ds 1,"),
    )

    assert summary.created == {
        "branches": ["DATA_SCIENCE Data Science"],
        "student": 2,
        "batch": 1,
        "admission": 2,
    }
    assert [str(one) for one in Admission.objects.all()] == ["R1 DS-1", "R2 DS-1"]
    assert Admission.objects.first().admitted_on == datetime.date(2026, 1, 5)


def test_a_name_that_is_not_the_registers_is_a_doubt_and_changes_nothing():
    of = make.institution()
    make.student(of, "R1", "Asha Rao")

    run = runs.preview("admissions", admissions("R1,Aasha Rao,,DS-1,"), "f.csv", institution=of)
    (row,) = runs.plan_of(run).rows()
    runs.commit(run)

    assert Student.objects.get().name == "Asha Rao"
    ((_fact, _name, column, value, _proposal, reason, choice),) = row.doubts
    assert (column, value, choice) == ("Student Name", "Aasha Rao", "")
    assert reason == "The register has “Asha Rao”, which stays as it is."
    doubt = of.doubts.get()
    assert (doubt.model, doubt.record, doubt.value) == ("student", "R1", "Aasha Rao")


def test_somebody_new_without_a_name_is_refused():
    make.institution()

    assert reasons("admissions", admissions("R1,,,DS-1,")) == [
        (2, "", "Somebody new needs a name.")
    ]


def test_a_known_batch_is_not_moved_to_another_course_by_an_admission():
    make.institution()
    imported("batches", batches("DS-1,Data Science,,,,"))

    assert reasons("admissions", admissions("R1,Asha,Cooking,DS-1,")) == [
        (2, "Course", "The batch belongs to the course DATA_SCIENCE.")
    ]


def test_nothing_is_made_where_nothing_may_be_made():
    make.institution()
    options = Options(create=False)

    found = reasons("admissions", admissions("R1,Asha,,DS-1,"), options=options)

    assert [column for _row, column, _reason in found] == ["Roll No", "Batch"]


def test_undoing_admissions_leaves_nothing_of_them():
    make.institution()
    before = office()
    run = imported("admissions", admissions("R1,Asha Rao,Data Science,DS-1,5/1/2026")).run

    runs.undo(run)

    assert office() == before


def test_a_student_who_has_paid_since_stays_when_the_admission_is_taken_back():
    make.institution()
    run = imported("admissions", admissions("R1,Asha Rao,,DS-1,")).run
    imported("dues", lines("Roll No,Due,Due date,Amount", "R1,1,2026-06-15,5"))

    runs.undo(run, except_edited=True)

    assert Student.objects.exists()
    assert not Admission.objects.exists()


def test_trainers_come_with_their_batches():
    make.institution()

    imported("trainers", trainers("T1,Meera Nair,meera@example.org,1-Apr-2024,DS-1; ML_02"))

    trainer = Staff.objects.get()
    assert (trainer.name, trainer.email) == ("Meera Nair", "meera@example.org")
    assert trainer.joined_on == datetime.date(2024, 4, 1)
    assert [row.batch.code for row in BatchTrainer.objects.all()] == ["DS-1", "ML-02"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("batches", batches("DS-1,Data Science,5/1/2026,,6,")),
        ("admissions", admissions("R1,Asha Rao,Data Science,DS-1,5/1/2026", "r1,Asha Rao,,ML-1,")),
        ("trainers", trainers("T1,Meera Nair,m@example.org,1-Apr-2024,DS-1; ML_02")),
    ],
)
def test_the_same_file_again_changes_nothing(kind, content):
    make.institution()
    assert imported(kind, content).stored
    before = office()

    summary = imported(kind, content)

    assert (summary.stored, summary.counts["changed"]) == (False, 0)
    assert office() == before


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ds 2026/1", "DS-2026-1"),
        ("DS_2026__01", "DS-2026-01"),
        ("2024–28", "2024-28"),
        ("c++ 26", "C++-26"),
        ("DS-1", "DS-1"),
    ],
)
def test_a_new_batch_is_kept_in_upper_case_with_single_hyphens(written, kept):
    make.institution()
    imported("batches", lines("Batch,Title", f"{written},Data"))
    assert Batch.objects.get().code == kept


def test_a_batch_of_the_register_keeps_its_spelling():
    make.batch(make.institution(), "ds_1")
    imported("batches", lines("Batch,Title", "DS-1,Data"))
    assert Batch.objects.get().code == "ds_1"


def test_a_mail_address_in_capitals_is_kept_in_small_letters_and_told():
    make.institution()
    text = lines(ADMISSIONS + ",Mail", "R1,Asha,Data,DS-1,2026-01-05,ASHA@EXAMPLE.ORG")
    summary = imported("admissions", text)
    assert Student.objects.get().email == "asha@example.org"
    assert summary.mended["Mail"] == {"normalised": 1}
