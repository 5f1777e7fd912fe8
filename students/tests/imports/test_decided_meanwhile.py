"""Somebody stores, reads anew or gives up a run while somebody else is at it as well."""

import pytest
from django.db.models import QuerySet

from students.imports import recording, refused_rows, revisions, runs
from students.imports.options import Options
from students.imports.refusals import NotStorable, PlanLost, PlanStale
from students.imports.staging import folder_of
from students.models import ImportRun, Mark
from students.tests import factories as make
from students.tests.imports.files import wide

pytestmark = pytest.mark.django_db
WITHOUT_FOO = Options(columns=(("foo", "left_out"),))
ONE_REFUSED = wide("physics", "101") + b"\nCSE2102,Diya Verma,CSE,4,50"


@pytest.fixture(autouse=True)
def term():
    return make.term()


@pytest.fixture
def run():
    """A preview in which one of two columns is left out."""
    return runs.preview("marks", wide("physics,foo", "50,60"), "file.csv", options=WITHOUT_FOO)


def same(run) -> ImportRun:
    """The run as another request sees it."""
    return ImportRun.objects.get(pk=run.pk)


def meanwhile(monkeypatch, module, name, deed):
    """Do a deed at the first call of a function, before it."""
    original = getattr(module, name)

    def later(*arguments, **named):
        monkeypatch.setattr(module, name, original)
        deed()
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, later)


def staged(run) -> set[str]:
    return {path.name for path in folder_of(run.pk).glob("*")}


def test_a_run_stored_while_its_file_is_read_anew_stays_stored(run, monkeypatch):
    meanwhile(monkeypatch, revisions, "draft", lambda: runs.commit(same(run)))

    with pytest.raises((NotStorable, PlanLost)):
        runs.revise(run, branch="IT")

    stored = same(run)
    assert (stored.state, stored.stored_at is None) == ("stored", False)
    assert staged(run) == set()
    runs.undo(stored)
    assert not Mark.objects.exists()


def test_a_run_stored_after_its_file_was_read_anew_stays_stored(run, monkeypatch):
    meanwhile(monkeypatch, revisions, "stage", lambda: runs.commit(same(run)))

    with pytest.raises(NotStorable, match="stored already"):
        runs.revise(run, branch="IT")

    assert (same(run).state, staged(run)) == ("stored", set())


def test_of_two_who_read_a_file_anew_the_slower_one_is_told(run, monkeypatch):
    meanwhile(monkeypatch, revisions, "stage", lambda: runs.revise(same(run), columns=()))

    with pytest.raises(NotStorable, match="drawn up anew"):
        runs.revise(run, branch="IT")

    plan = runs.plan_of(same(run))
    assert [column["reading"] for column in plan.layout["columns"]][-1] == "marks"
    assert plan.layout["said"]["branch"] == ""


def test_a_stale_preview_stored_by_somebody_else_is_not_drawn_up_anew(run, monkeypatch):
    def stale(*arguments):
        monkeypatch.setattr(runs, "store_run", recording.store_run)
        raise PlanStale("as it was")

    monkeypatch.setattr(runs, "store_run", stale)
    # The register goes back to what it was, and somebody else is faster to store the run.
    meanwhile(monkeypatch, revisions, "stage", lambda: runs.commit(same(run)))

    with pytest.raises(NotStorable, match="stored already"):
        runs.commit(run)

    assert same(run).state == "stored"


def test_what_is_stored_is_what_was_confirmed(run, monkeypatch):
    meanwhile(monkeypatch, runs, "store_run", lambda: runs.revise(same(run), columns=()))

    with pytest.raises(NotStorable, match="drawn up anew"):
        runs.commit(run)

    assert not Mark.objects.exists()
    runs.commit(same(run))
    assert Mark.objects.count() == 2


def test_a_plan_keeps_its_rows_when_another_one_is_drawn_up(run):
    plan = runs.plan_of(run)

    runs.revise(same(run), columns=())

    assert [len(row.items) for row in plan.rows()] == [3]
    assert [len(row.items) for row in runs.plan_of(same(run)).rows()] == [4]


def test_a_preview_given_up_while_it_is_looked_at_is_gone(run):
    plan = runs.plan_of(run)

    runs.discard(same(run))

    with pytest.raises(PlanLost):
        list(plan.rows())


def test_two_who_clear_old_previews_away_do_not_stand_in_each_others_way(
    run, monkeypatch, time_machine
):
    time_machine.move_to("2027-01-01")
    update = QuerySet.update

    def cleared_by_another():
        update(ImportRun.objects.filter(pk=run.pk), state="discarded")

    meanwhile(monkeypatch, QuerySet, "update", cleared_by_another)

    assert runs.preview("marks", wide("physics", "50"), "file.csv").state == "previewed"
    assert same(run).state == "discarded"
    assert staged(run) == set()


def test_nothing_is_stored_where_the_refused_rows_cannot_be_kept(monkeypatch):
    run = runs.preview("marks", ONE_REFUSED, "file.csv")

    def full(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(refused_rows, "keep", full)
        with pytest.raises(OSError, match="No space"):
            runs.commit(run, skip_refused=True)

    assert (same(run).state, Mark.objects.count()) == ("previewed", 0)
    runs.commit(same(run), skip_refused=True)
    assert b"CSE2101" in runs.refused_rows_file(same(run))[1]


def test_what_a_process_left_that_died_right_after_storing_goes_with_the_next_preview(monkeypatch):
    run = runs.preview("marks", ONE_REFUSED, "file.csv")
    with monkeypatch.context() as patched:
        patched.setattr(runs, "summary_of", lambda *said, **more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            runs.commit(run, skip_refused=True)
    assert same(run).state == "stored"
    assert "source" in staged(run)

    runs.preview("marks", wide("physics", "50"), "file.csv")

    assert staged(run) == {"refused.csv"}
    assert b"CSE2101" in runs.refused_rows_file(same(run))[1]
