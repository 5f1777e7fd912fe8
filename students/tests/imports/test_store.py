"""Rows written by SQL of our own are those the ORM would write."""

import pytest
from django.db import transaction

from students.imports import runs, store
from students.models import AttendanceChange, Mark, MarkChange, RecordChange
from students.models.guards import RefreshMissingError
from students.tests import factories as make
from students.tests.imports.files import imported, long, paper_csv, register

pytestmark = pytest.mark.django_db

COMPONENTS = long("component,score,max", "Physics,Midterm,24.5,30", "Physics,End,AB,70")
CLASSES = b"roll_no,subject,held,attended\nX1,Physics,40,31\n"
UNEQUAL = {"id", "at", "run_id", "record_id", "institution_id", "term_id"}
UNEQUAL |= {"student_id", "subject_id"}


def history() -> list:
    """Every change, without the numbers that differ from one database to the next."""
    rows = []
    for model in (MarkChange, AttendanceChange, RecordChange):
        names = [f.attname for f in model._meta.fields if f.attname not in UNEQUAL]
        rows += model.objects.order_by("pk").values_list(*names)
    return rows


def imports_of_all_kinds():
    """Import, change and take back; what the register and the history then hold."""
    imported(paper_csv())
    imported(COMPONENTS)
    imported(CLASSES, "attendance")
    changed = imported(paper_csv().replace(b",97,", b",AB,").replace(b",94\r", b",93.5\r")).run
    runs.undo(changed)
    facts = {name: len(rows) for name, rows in register().items()}
    marks = Mark.objects.order_by("result__student__roll_key", "subject__code_key")
    return facts, list(marks.values_list("state", "score", "percent", "grade")), history()


def test_both_ways_write_the_same(monkeypatch):
    with transaction.atomic():
        by_sql = imports_of_all_kinds()
        transaction.set_rollback(True)

    monkeypatch.setattr(store, "SPOKEN", ())
    by_orm = imports_of_all_kinds()

    assert len(by_sql[2]) > 100
    assert by_sql == by_orm


def test_rows_that_results_follow_from_are_written_in_a_refresh_alone():
    result = make.result(make.term())
    row = {"result_id": result.pk, "subject_id": make.subject(result.institution).pk}

    with pytest.raises(RefreshMissingError):
        store.insert(Mark, [row | {"score": "50"}])


def test_text_is_a_value_and_never_part_of_a_statement():
    name = "Robert'); DROP TABLE students_mark; -- %s"

    imported(paper_csv().replace(b"Student CSE2101", name.encode()))

    assert Mark.objects.filter(result__student__name=name).count() == 5
