"""Taking an import back leaves the register as it was, or says what stands in the way."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from students.imports import runs
from students.imports.refusals import NotStorable, UndoRefused
from students.models import (
    Branch,
    ImportRun,
    Mark,
    MarkChange,
    RecordChange,
    Student,
    Subject,
    TermAttendance,
    TermResult,
)
from students.tests import factories as make
from students.tests.imports.files import csv_of, imported, paper_csv, register, wide

pytestmark = pytest.mark.django_db

MANY_CHANGES = (
    paper_csv()
    .replace(b",97,", b",89,")
    .replace(b",94\r\n", b",70\r\n")
    .replace(b"Student CSE2102,CSE", b"Diya Verma,IT")
    .replace(b",82,90,", b",AB,90,")
)


def test_undoing_the_first_import_leaves_no_fact():
    make.term()
    before = register()
    run = imported(paper_csv()).run

    summary = runs.undo(run)

    assert register() == before
    assert summary.run.kind == "undo"
    assert summary.run.undo_of == run
    assert ImportRun.objects.get(pk=run.pk).state == "undone"


def test_undoing_changes_gives_the_former_values_back():
    imported(paper_csv())
    before = register()
    summary = imported(MANY_CHANGES)
    assert summary.counts["changed"] == 2
    assert register() != before

    runs.undo(summary.run)

    assert register() == before


def test_undoing_new_marks_of_known_students_removes_only_those():
    imported(paper_csv())
    before = register()
    run = imported(wide("chemistry", "50").replace(b"Aarav Sharma", b"")).run
    assert Subject.objects.filter(code="CHEMISTRY").exists()

    runs.undo(run)

    assert register() == before


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


def test_a_dry_run_of_an_undo_changes_nothing():
    run = imported(paper_csv()).run
    before = register()

    summary = runs.undo(run, dry_run=True)

    assert register() == before
    assert (summary.stored, summary.values["mark"]) == (False, {"removed": 50})
    assert ImportRun.objects.get().state == "stored"
    runs.undo(run)


def test_a_run_is_undone_once_and_an_undo_never():
    run = imported(paper_csv()).run
    undoing = runs.undo(run).run

    for taken in (run, undoing):
        with pytest.raises(NotStorable):
            runs.undo(taken)


def test_an_undone_file_can_be_imported_again():
    run = imported(paper_csv()).run
    before = register()
    runs.undo(run)

    again = imported(paper_csv())

    assert again.stored
    assert {name: len(rows) for name, rows in register().items()} == {
        name: len(rows) for name, rows in before.items()
    }


def test_an_undo_stands_in_the_history(settings):
    run = imported(wide("physics", "50")).run
    person = make.user("registrar")

    undoing = runs.undo(run, user=person).run

    change = MarkChange.objects.get(run_id=undoing.pk)
    assert (change.old_score, change.new_state, change.user_id) == (50, "", person.pk)
    assert change.door == "undo"
    removed = RecordChange.objects.filter(run_id=undoing.pk, kind="removed")
    assert {row.model for row in removed} == {"student", "termresult", "subject", "branch"}


def test_a_branch_that_is_gone_cannot_be_gone_back_to():
    imported(wide("physics", "50"))
    run = imported(wide("physics", "50").replace(b",CSE,", b",IT,")).run
    Branch.objects.get(code="CSE").delete()

    with pytest.raises(UndoRefused, match="The former branch is no longer there"):
        runs.undo(run)


@settings(max_examples=10, deadline=None)
@given(
    some.lists(
        some.tuples(
            some.integers(min_value=0, max_value=9),
            some.integers(min_value=0, max_value=9),
            some.sampled_from(["", "0", "12.5", "100", "AB", "WH", "PENDING"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_an_import_changes_its_undo_gives_back(changes):
    if not Student.objects.exists():
        imported(paper_csv())
    before = register()
    rows = list(csv.reader(io.StringIO(paper_csv().decode())))
    for row, column, text in changes:
        if column >= 4:
            rows[row + 1][column] = text if column < 9 or text.replace(".", "").isdigit() else ""
        elif column == 2:
            rows[row + 1][column] = "MECH"
    summary = imported(csv_of(rows))
    if summary.stored:
        runs.undo(summary.run)

    assert register() == before
