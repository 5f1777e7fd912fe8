"""From a file into the register and out of it again."""

from decimal import Decimal

import pytest

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import NotStorable, PlanLost, PlanStale
from students.models import (
    Branch,
    ImportRun,
    Institution,
    Mark,
    MarkChange,
    RecordChange,
    ResultSummary,
    Student,
    Term,
    TermResult,
)
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.imports.files import imported, paper_csv, register, wide

pytestmark = pytest.mark.django_db


def preview(content, **said):
    return runs.preview("marks", content, "file.csv", **said)


def test_the_papers_file_gives_the_papers_table_in_an_empty_register():
    summary = imported(paper_csv())

    results = list(TermResult.objects.all())
    assert summary.stored
    assert (summary.institution, summary.term) == ("MAIN", Term.objects.get().code)
    assert summary.created["subjects"] == [
        "DATA_STRUCTURES Data Structures",
        "ENGLISH English",
        "MATHEMATICS Mathematics",
        "PHYSICS Physics",
        "PROGRAMMING Programming",
    ]
    assert len(results) == 10
    assert sum(result.average for result in results) == 6536 * SCALE // 10
    assert sum(result.attendance for result in results) == 751 * SCALE
    assert sum(result.passed for result in results) == 8
    assert [result.risk for result in results].count("High") == 3
    assert "".join(sorted(result.grade for result in results)) == "AAAA+BBCDFF"
    assert sum(row.students for row in ResultSummary.objects.all()) == 10
    assert not Mark.objects.filter(published=True).exists()


def test_an_import_gives_what_saving_one_by_one_gives():
    term = make.term()
    imported(paper_csv())
    by_import = list(
        TermResult.objects.order_by("student__roll_key").values_list("average", "risk")
    )

    other = make.term(make.institution("OTHER"))
    make.paper_ten(other)

    one_by_one = other.results.order_by("student__roll_key").values_list("average", "risk")
    assert by_import == list(one_by_one)
    assert term.results.count() == 10


def test_a_dry_run_writes_nothing():
    imported(paper_csv(), dry_run=True)

    assert not Institution.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_same_file_twice_changes_nothing():
    imported(paper_csv())
    before = register()

    again = imported(paper_csv())

    assert (again.stored, again.counts["same"]) == (False, 10)
    assert register() == before
    assert ImportRun.objects.count() == 1


def test_a_changed_mark_is_shown_old_and_new_and_stored_with_its_history(django_user_model):
    imported(paper_csv())
    person = make.user("registrar")
    run = preview(paper_csv().replace(b",97,", b",89,"), user=person)

    row = next(runs.plan_of(run).rows("changed"))
    assert [(cell.old, cell.text) for cell in row.cells if cell.old is not None] == [("97", "89")]
    assert row.after == "94.00 A+"

    summary = runs.commit(run)
    change = MarkChange.objects.get(run_id=run.pk)
    assert summary.counts["changed"] == 1
    assert (change.old_score, change.new_score) == (Decimal(97), Decimal(89))
    assert (change.user_id, change.door, change.roll_no) == (person.pk, "import", "CSE2101")
    assert ImportRun.objects.get(pk=run.pk).state == "stored"


def test_a_preview_stores_nothing_but_its_run():
    before = register()

    run = preview(paper_csv())

    assert register() == before
    assert not Institution.objects.exists()
    assert (run.state, run.institution) == ("previewed", None)
    assert runs.plan_of(run).counts["new"] == 10


def test_a_confirmed_preview_of_an_empty_register_makes_the_institution():
    run = preview(paper_csv())

    runs.commit(run)

    run.refresh_from_db()
    assert run.institution.code == "MAIN"
    assert run.term.institution == run.institution
    assert TermResult.objects.count() == 10


def test_what_changed_since_the_preview_is_not_stored_but_shown_again():
    imported(paper_csv())
    run = preview(paper_csv().replace(b",97,", b",89,"))
    mark = Mark.objects.get(result__student__roll_no="CSE2101", subject__title="Mathematics")
    mark.score = 90
    mark.save()
    before = register()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert register() == before
    run.refresh_from_db()
    row = next(runs.plan_of(run).rows("changed"))
    assert run.state == "previewed"
    assert [(cell.old, cell.text) for cell in row.cells if cell.old is not None] == [("90", "89")]
    runs.commit(run)
    mark.refresh_from_db()
    assert mark.score == 89


def test_a_row_previewed_as_the_same_is_compared_as_well():
    imported(paper_csv())
    run = preview(paper_csv().replace(b",97,", b",89,"))
    mark = Mark.objects.get(result__student__roll_no="CSE2102", subject__title="Mathematics")
    mark.score = 1
    mark.save()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert runs.plan_of(ImportRun.objects.get(pk=run.pk)).counts["changed"] == 2


def test_a_student_made_since_the_preview_is_noticed():
    make.term()
    run = preview(wide("physics", "50"))
    make.student(Institution.objects.get(), "CSE2101", "Somebody Else")

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert not Mark.objects.exists()


def test_a_run_is_stored_once():
    run = preview(paper_csv())
    again = ImportRun.objects.get(pk=run.pk)
    runs.commit(run)

    with pytest.raises((NotStorable, PlanLost)):
        runs.commit(again)

    assert Student.objects.count() == 10
    with pytest.raises(NotStorable):
        runs.discard(again)


def test_a_tampered_plan_is_not_stored(settings):
    run = preview(paper_csv())
    rows = settings.STAGING_DIR / f"run-{run.pk}" / "rows.jsonl"
    rows.write_text(rows.read_text().replace('"97"', '"99"'))

    with pytest.raises(PlanLost):
        runs.commit(run)

    assert not Mark.objects.exists()


def test_a_discarded_preview_leaves_nothing_behind(settings):
    run = preview(paper_csv())

    runs.discard(run)

    assert not (settings.STAGING_DIR / f"run-{run.pk}").exists()
    with pytest.raises(NotStorable):
        runs.commit(run)


def test_a_forgotten_preview_goes_with_the_next_one(settings, time_machine):
    time_machine.move_to("2026-07-01")
    old = preview(paper_csv())
    time_machine.move_to("2026-07-09")

    preview(paper_csv())

    old.refresh_from_db()
    assert old.state == "discarded"
    assert not (settings.STAGING_DIR / f"run-{old.pk}").exists()


def test_one_refused_row_stops_all_unless_it_may_be_skipped():
    content = wide("physics", "101").replace(b"CSE2101", b"X1") + b"\nCSE2102,Diya Verma,CSE,4,50"
    run = preview(content)

    with pytest.raises(NotStorable):
        runs.commit(run)
    assert not Student.objects.exists()

    summary = runs.commit(run, skip_refused=True)
    assert summary.counts["refused"] == 1
    assert list(Student.objects.values_list("roll_no", flat=True)) == ["CSE2102"]


def test_refused_rows_come_back_as_a_file_that_imports_once_mended():
    content = wide("physics", "=1+1", "101").replace(b"CSE2101", b"X1", 1)
    run = preview(content)

    name, refused = runs.refused_rows_file(run)
    assert name == "file refused.csv"
    assert b"'=1+1" in refused
    mended = refused.replace(b"'=1+1", b"11").replace(b",101,", b",100,")
    assert imported(mended).counts["new"] == 2


def test_refused_rows_are_kept_when_the_others_are_stored(settings):
    run = preview(wide("physics", "101") + b"\nCSE2102,Diya Verma,CSE,4,50")

    runs.commit(run, skip_refused=True)

    assert b"CSE2101" in runs.refused_rows_file(run)[1]
    assert [path.name for path in (settings.STAGING_DIR / f"run-{run.pk}").iterdir()] == [
        "refused.csv"
    ]


def test_an_empty_cell_leaves_a_mark_as_it_is():
    imported(wide("physics", "50"))

    summary = imported(wide("physics,english", ",60"))

    assert summary.values["mark"] == {"new": 1}
    assert Mark.objects.get(subject__code="PHYSICS").score == 50


def test_a_name_that_differs_is_changed_and_capitals_are_not():
    imported(wide("physics", "50"))

    same = imported(wide("physics", "50").replace(b"Aarav Sharma", b"AARAV  SHARMA"))
    changed = imported(wide("physics", "50").replace(b"Aarav Sharma", b"Aarav Verma"))

    assert same.counts["same"] == 1
    assert changed.counts["changed"] == 1
    assert Student.objects.get().name == "Aarav Verma"
    assert RecordChange.objects.get(field="name").old == "Aarav Sharma"


def test_a_changed_placement_moves_the_student_and_the_summaries():
    imported(paper_csv())

    imported(wide("mathematics", "97").replace(b"CSE,4", b"IT,4").replace(b"Aarav Sharma", b""))

    assert TermResult.objects.get(student__roll_no="CSE2101").branch.code == "IT"
    rows = ResultSummary.objects.exclude(students=0).values_list("branch__code", "students")
    assert sorted(rows) == [("CSE", 3), ("ECE", 3), ("IT", 4)]


def test_marks_are_published_only_when_asked():
    imported(wide("physics", "50"), options=Options(publish=True))
    assert Mark.objects.get().published

    imported(wide("physics", "51"))
    assert Mark.objects.get().published


def test_large_files_take_few_queries(django_assert_max_num_queries):
    rows = [f"R{number},Student {number},CSE,4,{number % 101},50" for number in range(400)]
    content = "\n".join(["roll_no,name,branch,semester,physics,english", *rows]).encode()

    with django_assert_max_num_queries(200):
        summary = imported(content)

    assert summary.counts["new"] == 400


def test_publishing_alone_is_a_change_that_is_shown():
    imported(wide("physics", "50"))
    run = preview(wide("physics", "50"), options=Options(publish=True))

    (row,) = runs.plan_of(run).rows("changed")

    assert [(cell.old, cell.text) for cell in row.cells if cell.old is not None] == [
        ("50 (not published)", "50")
    ]


def test_a_branch_renamed_since_the_preview_is_noticed():
    imported(wide("physics", "50"))
    run = preview(wide("physics", "51").replace(b"CSE2101", b"X1"))
    branch = Branch.objects.get()
    branch.code = "CS"
    branch.save()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert runs.plan_of(run).created["branches"] == ["CSE"]
    assert Student.objects.count() == 1
