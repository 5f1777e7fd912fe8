"""What is committed is what was previewed, or nothing is."""

import pytest

from students.imports import runs
from students.imports.refusals import NotStorable, PlanLost, PlanStale
from students.models import (
    Branch,
    ImportRun,
    Institution,
    Mark,
    Student,
    Term,
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


def preview(content, **said):
    return runs.preview("marks", content, "file.csv", **said)


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
    (plan,) = (settings.STAGING_DIR / f"run-{run.pk}").glob("plan-*")
    plan.write_text(plan.read_text().replace('"97"', '"99"'))

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


def later_attempt_previewed() -> ImportRun:
    """A later attempt sat in term 2027-EVEN, of a mark of term 2026-ODD."""
    term = make.term()
    make.term(term.institution, "2027-EVEN", 2027)
    make.mark(make.result(term, make.student(term.institution, "A1")), "Physics", 20)
    content = b"roll_no,subject,attempt,score,sat_term\nA1,Physics,2,60,2027-EVEN\n"
    return preview(content, institution=term.institution, term=term)


def test_a_term_renamed_since_the_preview_is_noticed():
    run = later_attempt_previewed()
    term = Term.objects.get(code="2027-EVEN")
    term.code = "2027-E"
    term.save()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert Mark.objects.count() == 1
    runs.commit(run)
    assert Mark.objects.get(attempt=2).sat_term == term
