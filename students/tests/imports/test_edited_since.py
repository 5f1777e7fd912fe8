"""What somebody changed after an import stands in the way of its undo, or is left alone."""

import pytest

from students.imports import runs
from students.imports.refusals import UndoRefused
from students.models import (
    Branch,
    ImportRun,
    Mark,
    RecordChange,
    Student,
    Subject,
    TermAttendance,
    TermResult,
)
from students.tests import factories as make
from students.tests.imports.files import (
    imported,
    paper_csv,
    register,
    wide,
)

pytestmark = pytest.mark.django_db


def test_a_mark_changed_since_stands_in_the_way_of_everything():
    run = imported(paper_csv()).run
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__title="Mathematics")
    mark.score = 50
    mark.save()
    before = register()

    with pytest.raises(UndoRefused) as refusal:
        runs.undo(run)

    assert register() == before
    assert [problem.column for problem in refusal.value.problems] == [
        "CSE2101 MATHEMATICS",
        "CSE2101 placement",
        "CSE2101 student",
    ]
    assert ImportRun.objects.get(pk=run.pk).state == "stored"
    assert not ImportRun.objects.filter(kind="undo").exists()


def test_all_but_what_was_changed_since_can_be_taken_back():
    run = imported(paper_csv()).run
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__title="Mathematics")
    mark.score = 50
    mark.save()

    runs.undo(run, except_edited=True)

    assert list(Mark.objects.values_list("pk", "score")) == [(mark.pk, 50)]
    assert list(Student.objects.values_list("roll_no", flat=True)) == ["CSE2101"]
    assert Subject.objects.get().title == "Mathematics"
    assert TermResult.objects.get().mark_count == 1


def test_the_history_of_an_undo_does_not_say_that_what_stays_was_removed():
    run = imported(paper_csv()).run
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__title="Mathematics")
    mark.score = 50
    mark.save()

    summary = runs.undo(run, except_edited=True)

    gone = RecordChange.objects.filter(kind="removed", model__in=("student", "termresult"))
    assert gone.count() == 18
    assert not gone.filter(record__startswith="CSE2101").exists()
    assert summary.values["student"] == summary.values["placement"] == {"removed": 9}


def test_a_mark_changed_to_and_fro_is_no_longer_the_runs():
    run = imported(paper_csv()).run
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__title="Mathematics")
    for score in (50, 97):
        mark.score = score
        mark.save()

    with pytest.raises(UndoRefused):
        runs.undo(run)


def test_of_two_imports_the_later_one_is_undone_first():
    imported(paper_csv())
    second = imported(paper_csv().replace(b",97,", b",89,")).run
    third = imported(paper_csv().replace(b",97,", b",77,")).run

    with pytest.raises(UndoRefused):
        runs.undo(second)
    runs.undo(third)
    runs.undo(second)

    assert Mark.objects.filter(result__student__roll_no="CSE2101", score=97).exists()


def test_attendance_changed_since_stands_in_the_way():
    run = imported(wide("attendance", "50")).run
    row = TermAttendance.objects.get()
    row.percent = 60
    row.save()

    with pytest.raises(UndoRefused) as refusal:
        runs.undo(run)
    assert "CSE2101 attendance" in [problem.column for problem in refusal.value.problems]


def test_a_student_with_other_records_stays_and_is_named():
    run = imported(wide("physics", "50")).run
    student = Student.objects.get()
    make.result(make.term(student.institution, "2027-EVEN", 2027), student)

    with pytest.raises(UndoRefused) as refusal:
        runs.undo(run)
    assert [problem.column for problem in refusal.value.problems] == ["CSE2101 student"]


def test_a_branch_that_is_gone_cannot_be_gone_back_to():
    imported(wide("physics", "50"))
    run = imported(wide("physics", "50").replace(b",CSE,", b",IT,")).run
    Branch.objects.get(code="CSE").delete()

    with pytest.raises(UndoRefused, match="The former branch is no longer there"):
        runs.undo(run)


def second_attempt(score=60):
    """A later attempt at Physics, as a run of its own."""
    return imported(f"roll_no,subject,attempt,score\nCSE2101,Physics,2,{score}\n".encode()).run


def marks() -> list[tuple]:
    return list(Mark.objects.order_by("attempt").values_list("attempt", "score"))


@pytest.mark.parametrize(
    "first",
    [
        wide("physics", "20").replace(b"Aarav Sharma,CSE,4", b",,"),
        b"roll_no,subject,component,score,max\nCSE2101,Physics,Quiz,20,100\n",
    ],
)
def test_a_first_attempt_on_which_a_later_one_stands_is_left_and_named(first):
    term = make.term()
    make.result(term, make.student(term.institution, "CSE2101"))
    run = imported(first).run
    later = second_attempt()

    with pytest.raises(UndoRefused) as refusal:
        runs.undo(run)

    told = [(one.column, one.reason) for one in refusal.value.problems]
    assert told == [("CSE2101 PHYSICS", "Later attempts stand on it.")]
    runs.undo(run, except_edited=True)
    assert marks() == [(1, 20), (2, 60)]
    run.refresh_from_db()
    runs.undo(later)
    assert marks() == [(1, 20)]


def test_both_attempts_of_one_run_go_together():
    run = imported(
        b"roll_no,name,branch,semester,subject,attempt,score\n"
        b"CSE2101,Aarav,CSE,4,Physics,1,20\nCSE2101,Aarav,CSE,4,Physics,2,60\n"
    ).run

    runs.undo(run)

    assert marks() == []


def test_a_first_attempt_goes_back_to_its_former_mark_whatever_stands_on_it():
    imported(wide("physics", "20"))
    run = imported(wide("physics", "30")).run
    second_attempt()

    runs.undo(run)

    assert marks() == [(1, 20), (2, 60)]
