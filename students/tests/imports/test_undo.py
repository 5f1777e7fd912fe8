"""Taking an import back leaves the register as it was."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from students.imports import runs, undo
from students.imports.refusals import NotStorable
from students.models import (
    ImportRun,
    MarkChange,
    RecordChange,
    Student,
    Subject,
)
from students.tests import factories as make
from students.tests.imports.files import (
    csv_of,
    imported,
    paper_csv,
    register,
    wide,
)

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


def test_students_taken_back_a_few_at_once_are_all_taken_back(monkeypatch):
    imported(paper_csv())
    before = register()
    summary = imported(MANY_CHANGES)
    monkeypatch.setattr(undo, "STUDENTS_AT_ONCE", 3)

    runs.undo(summary.run)

    assert register() == before
