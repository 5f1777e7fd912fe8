"""Plain rows are stored as they were shown, all or none, whatever happened meanwhile."""

import gc

import pytest

from students.imports import runs
from students.imports.plain import drafting, lines, storing, tables
from students.imports.plain.shown import StagedRows
from students.imports.refusals import FileRefused, PlanLost, PlanStale
from students.imports.staging import folder_of
from students.models import Component, Mark, MarkChange, Student, Subject, TermResult
from students.rules.policy import PAPER_POLICY
from students.tests import factories as make
from students.tests.imports.files import imported, register

pytestmark = pytest.mark.django_db
FILE = b"roll_no,subject,score\nR1,PHYSICS,70\nR2,PHYSICS,80\nR1,CHEMISTRY,AB\nR2,CHEMISTRY,45.5\n"


@pytest.fixture(autouse=True)
def term(monkeypatch):
    """Two students of a term with a mark in physics; every file is read many rows at once."""
    monkeypatch.setattr(lines, "FEWEST", 0)
    term = make.term()
    make.subject(term.institution, "Chemistry")
    for number in (1, 2):
        make.mark(make.result(term, make.student(term.institution, f"R{number}")), "Physics", 61)
    return term


def scores() -> list:
    rows = Mark.objects.order_by("result__student__roll_key", "subject__code_key")
    return [None if one is None else float(one) for one in rows.values_list("score", flat=True)]


def stored():
    return runs.commit(previewed(), despite_alarms=True)


def previewed():
    return runs.preview("marks", FILE, "marks.csv")


def test_what_was_shown_is_stored_with_results_history_and_summaries():
    summary = stored()

    assert summary.counts["new"] == 2
    assert summary.counts["changed"] == 2
    assert scores() == [None, 70, 45.5, 80]
    assert [(one.old_score, one.new_score) for one in changes("R2")] == [(61, 80), (None, 45.5)]
    assert {one.run_id for one in changes("R2")} == {summary.run.pk}
    assert [one.grade for one in TermResult.objects.order_by("student__roll_key")] == ["F", "B"]


def changes(roll_no: str) -> list[MarkChange]:
    return list(
        MarkChange.objects.filter(roll_no=roll_no, run_id__isnull=False).order_by("-old_score")
    )


def test_the_same_file_twice_changes_nothing_and_an_undo_brings_all_back():
    before = register()
    summary = stored()

    assert not imported(FILE).stored
    runs.undo(summary.run)
    assert register() == before


def another_mark(of: Mark):
    make.mark(of.result, "Chemistry", 5)


def no_mark(of: Mark):
    of.delete()


def another_code(of: Mark):
    Subject.objects.filter(pk=of.subject_id).update(code="PHY", code_key="PHY")


def a_component(of: Mark):
    Component.objects.create(
        term=of.result.term, subject=of.subject, code="Q", kind="quiz", max_score=10, weight=1
    )


def another_roll_number(of: Mark):
    Student.objects.filter(pk=of.result.student_id).update(roll_no="X", roll_key="X")


@pytest.mark.parametrize(
    "move", [another_mark, no_mark, another_code, a_component, another_roll_number]
)
def test_nothing_is_stored_when_the_register_has_moved_since(move):
    run = previewed()
    move(Mark.objects.get(result__student__roll_no="R1"))
    before = register()

    with pytest.raises(PlanStale):
        runs.commit(run, despite_alarms=True)
    assert register() == before
    assert not MarkChange.objects.filter(run_id=run.pk).exists()


def test_each_mark_goes_by_the_policy_its_result_is_bound_to(term):
    definition = PAPER_POLICY.definition()
    definition["bands"] = [band for band in definition["bands"] if band["letter"] != "D"]
    strict = make.policy_version(term.institution, definition)
    second = TermResult.objects.filter(student__roll_no="R2")
    TermResult._base_manager.filter(pk__in=second.values("pk")).update(policy_version=strict)

    imported(FILE.replace(b"AB", b"45.5"))

    marks = Mark.objects.filter(subject__code="CHEMISTRY").order_by("result_id")
    assert [(mark.grade, mark.passed) for mark in marks] == [("D", True), ("F", True)]


def test_rows_come_in_one_by_one_where_files_may_not_be_sent(monkeypatch):
    monkeypatch.setattr(tables, "_sent_as_file", lambda *_: False)

    stored()

    assert scores() == [None, 70, 45.5, 80]


def test_a_roll_number_with_a_backslash_comes_through(term):
    make.result(term, make.student(term.institution, r"A\t1"))

    imported(rb"roll_no,subject,score" + b"\n" + rb"A\t1,PHYSICS,70" + b"\n")

    assert Mark.objects.get(result__student__roll_no=r"A\t1").score == 70


def test_a_database_whose_sql_is_not_written_takes_the_rows_one_by_one(monkeypatch):
    monkeypatch.setattr(storing, "SPOKEN", ())

    stored()

    assert scores() == [None, 70, 45.5, 80]
    assert len(changes("R2")) == 2


def test_a_staged_file_that_was_touched_is_not_stored():
    run = previewed()
    (staged,) = folder_of(run.pk).glob("plain-*")
    staged.write_bytes(staged.read_bytes().replace(b"70", b"99"))

    with pytest.raises(PlanLost, match="not the one that was shown"):
        runs.commit(run, despite_alarms=True)
    staged.unlink()
    with pytest.raises(PlanLost, match="gone"):
        runs.plan_of(run)


def test_nothing_stays_behind_of_what_was_stored_given_up_or_only_looked_at(settings, tmp_path):
    settings.STAGING_DIR = tmp_path
    stored()
    runs.discard(runs.preview("marks", FILE.replace(b"70", b"71"), "marks.csv"))
    imported(FILE.replace(b"70", b"72"), dry_run=True)
    gc.collect()

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_of_too_many_rows_that_are_not_plain_says_so(monkeypatch):
    monkeypatch.setattr(drafting, "MOST_ROWS", 1)

    with pytest.raises(FileRefused, match="More than 1 rows are not just a mark of a known"):
        imported(b"roll_no,subject,score\nX1,PHYSICS,1\nX2,PHYSICS,1\nR1,PHYSICS,1\n")


def test_a_file_of_many_rows_is_read_many_at_once_without_being_asked(monkeypatch):
    monkeypatch.setattr(lines, "FEWEST", 2_000)
    rows = [f"R{number % 2 + 1},PHYSICS,50" for number in range(2_000)]

    run = runs.preview("marks", "\n".join(["roll_no,subject,score", *rows, ""]).encode(), "m.csv")

    assert runs.plan_of(run).counts["refused"] == 2_000  # all speak of the same two marks
    assert isinstance(runs.plan_of(run).source, StagedRows)
