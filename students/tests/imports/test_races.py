"""Two people confirm at once: one is stored, the other is told, and nothing is stored twice."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, connections

from students.imports import (
    revisions,
    runs,
    standings,
    store,
    stored_facts,
    stored_students,
    storing,
)
from students.imports.refusals import ImportRefused, PlanStale
from students.imports.structure import Structure
from students.models import (
    Component,
    ComponentMark,
    ImportRun,
    Mark,
    MarkChange,
    RecordChange,
    Student,
    TermResult,
    refresh,
    waits,
)
from students.models.recompute import mend_summaries, recomputed
from students.tests import factories as make
from students.tests.imports.files import imported, paper_csv

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]


@pytest.fixture
def slow(monkeypatch):
    """Each waits a moment between comparing and writing, for the other to compare as well."""
    compared = threading.Barrier(2)
    check = storing._check

    def checked(*arguments):
        check(*arguments)
        with suppress(threading.BrokenBarrierError):
            compared.wait(2)

    monkeypatch.setattr(storing, "_check", checked)


@pytest.fixture
def unlocked(monkeypatch):
    """The refresh as it would be without its row locks, and nothing is tried anew."""

    def seen(model, ids):
        return set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    monkeypatch.setattr(refresh, "_lock", seen)
    monkeypatch.setattr(waits, "TRIES", 1)
    let_go_of_students(monkeypatch)


def let_go_of_students(monkeypatch):
    """Standings as they would be read without holding the students."""
    read = standings._read_students
    monkeypatch.setattr(standings, "_read_students", lambda *said: read(*said[:2], False))


def confirmed_at_once(*ids):
    """What came of confirming these runs in as many threads: summaries and refusals."""
    ready = threading.Barrier(len(ids))
    outcomes = []

    def confirm(pk):
        try:
            run = ImportRun.objects.get(pk=pk)
            ready.wait(5)
            outcomes.append(runs.commit(run))
        except Exception as fault:  # told to the test, which judges it
            outcomes.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=(pk,)) for pk in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def all_is_right():
    """Stored results and summaries are what follows from the facts."""
    result = TermResult.objects.first()
    assert list(recomputed(TermResult.objects.values_list("pk", flat=True))) == [[]]
    assert mend_summaries(result.institution_id, dry_run=True) == 0


def preview(content):
    return runs.preview("marks", content, "file.csv").pk


def test_one_run_confirmed_twice_is_stored_once():
    run = preview(paper_csv())

    outcomes = confirmed_at_once(run, run)

    assert len([one for one in outcomes if isinstance(one, ImportRefused)]) == 1
    assert Student.objects.count() == 10
    assert MarkChange.objects.count() == 50
    all_is_right()


@pytest.fixture
def two_changes():
    """Two previews that change the same mark to different values."""
    imported(paper_csv())
    return [preview(paper_csv().replace(b",97,", new)) for new in (b",89,", b",77,")]


def test_of_two_runs_that_change_one_mark_the_second_is_shown_again(two_changes, slow):
    outcomes = confirmed_at_once(*two_changes)

    assert len([one for one in outcomes if isinstance(one, ImportRefused)]) == 1
    assert sorted(ImportRun.objects.filter(pk__in=two_changes).values_list("state")) == [
        ("previewed",),
        ("stored",),
    ]
    assert MarkChange.objects.exclude(old_state="").count() == 1
    all_is_right()


def test_without_the_lock_the_same_race_goes_wrong(two_changes, slow, unlocked):
    outcomes = confirmed_at_once(*two_changes)

    both_stored = MarkChange.objects.exclude(old_state="").count() == 2
    assert both_stored or any(isinstance(one, OperationalError) for one in outcomes)


def read_anew_while_it_is_stored(monkeypatch):
    """The run after somebody read its file anew before it was stored, and what they were told."""
    run, told, check = preview(paper_csv()), [], storing._check

    def read_anew():
        try:
            runs.revise(ImportRun.objects.get(pk=run), branch="IT")
        except ImportRefused as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    other = threading.Thread(target=read_anew)

    def checked(*arguments):
        check(*arguments)
        other.start()
        other.join(3)  # it waits for the run, which the import holds

    monkeypatch.setattr(storing, "_check", checked)
    runs.commit(ImportRun.objects.get(pk=run))
    other.join(60)
    return ImportRun.objects.get(pk=run), told


def test_a_run_read_anew_while_it_is_stored_stays_stored(monkeypatch):
    run, told = read_anew_while_it_is_stored(monkeypatch)

    assert (run.state, told) == ("stored", ["This run is stored already."])
    assert Student.objects.count() == 10
    runs.undo(run)
    assert not Mark.objects.exists()


def test_without_looking_at_the_run_again_it_would_wait_once_more(monkeypatch):
    def show(run, shown, new):
        ImportRun.objects.filter(pk=run.pk).update(state=run.state, plan_digest=new.digest)
        with suppress(FileNotFoundError):  # what was stored meanwhile has cleared its folder
            new.keep()

    monkeypatch.setattr(revisions, "_show", show)

    run, told = read_anew_while_it_is_stored(monkeypatch)

    assert (run.state, told) == ("previewed", [])


def test_two_who_upload_at_once_clear_the_same_old_previews_away():
    old = [preview(paper_csv()) for _ in range(5)]
    ImportRun.objects.update(created_at="2026-01-01T00:00:00Z")
    ready, outcomes = threading.Barrier(2), []

    def upload():
        try:
            ready.wait(5)
            outcomes.append(ImportRun.objects.get(pk=preview(paper_csv())).state)
        except Exception as fault:  # told to the test, which judges it
            outcomes.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert outcomes == ["previewed", "previewed"]
    assert set(ImportRun.objects.filter(pk__in=old).values_list("state")) == {("discarded",)}


@pytest.fixture
def two_arrivals():
    """Two previews that make the same students, with other marks and other names."""
    place = make.term().institution
    for code in ("CSE", "IT", "ECE"):
        make.branch(place, code)
    for title in make.PAPER_SUBJECTS:
        make.subject(place, title)
    other = paper_csv().replace(b",97,", b",12,").replace(b"Student CSE", b"Somebody CSE")
    return [preview(paper_csv()), preview(other)]


def test_of_two_runs_that_make_the_same_students_the_second_is_shown_again(two_arrivals, slow):
    outcomes = confirmed_at_once(*two_arrivals)

    assert len([one for one in outcomes if isinstance(one, PlanStale)]) == 1
    assert Student.objects.count() == 10
    assert MarkChange.objects.count() == 50
    assert not ImportRun.objects.get(state="previewed").counts["rows"]["new"]
    all_is_right()


def test_rows_written_over_those_of_others_the_same_race_goes_wrong(
    two_arrivals, slow, monkeypatch
):
    def over(model, changes, key, fields):
        store.upsert(model, [row for row, _ in changes], key, fields)

    for module in (stored_students, stored_facts):
        monkeypatch.setattr(module, "write", over)

    confirmed_at_once(*two_arrivals)

    assert MarkChange.objects.count() == 100


def renamed_meanwhile(monkeypatch):
    """An import names a student, somebody else names them before it is written; both names."""
    imported(b"roll_no,name,branch,semester,Physics\nX1,Asha,CSE,4,50\n")
    check = storing._check

    def rename():
        Student.objects.update(name="Asha Rao", name_key="asha rao")
        connections.close_all()

    other = threading.Thread(target=rename)

    def checked(*arguments):
        check(*arguments)
        other.start()
        other.join(1)  # it waits for the import, where the import holds the student

    monkeypatch.setattr(storing, "_check", checked)
    imported(b"roll_no,name\nX1,Asha Sharma\n", "students")
    other.join(20)
    return Student.objects.get().name, RecordChange.objects.filter(field="name").get().new


def test_a_student_named_by_somebody_while_an_import_runs_keeps_the_later_name(monkeypatch):
    assert renamed_meanwhile(monkeypatch) == ("Asha Rao", "Asha Sharma")


def test_without_holding_the_student_the_later_name_is_lost(monkeypatch):
    let_go_of_students(monkeypatch)

    assert renamed_meanwhile(monkeypatch) == ("Asha Sharma", "Asha Sharma")


def weighed_meanwhile(monkeypatch):
    """What came of importing the first marks of a quiz whose weight changes before they are in."""
    lines = "subject,component,score\nX1,Asha,CSE,4,Physics,Quiz,8\n"
    imported(b"roll_no,name,branch,semester,English\nX1,Asha,CSE,4,50\n")
    term = TermResult.objects.get().term
    physics = make.subject(term.institution, "Physics")
    quiz = {"subject": physics, "term": term, "code": "Quiz", "kind": "quiz"}
    quiz = Component.objects.create(**quiz, max_score=10, weight=10)
    run = preview(f"roll_no,name,branch,semester,{lines}".encode())
    check = storing._check

    def weigh():
        quiz.weight = 30
        quiz.save()
        connections.close_all()

    def checked(*arguments):
        check(*arguments)
        other = threading.Thread(target=weigh)
        other.start()
        other.join(5)

    monkeypatch.setattr(storing, "_check", checked)
    runs.commit(ImportRun.objects.get(pk=run))


def test_marks_of_a_component_that_is_weighed_anew_meanwhile_are_shown_again(monkeypatch):
    with pytest.raises(PlanStale):
        weighed_meanwhile(monkeypatch)

    assert not ComponentMark.objects.exists()


def test_without_looking_at_the_components_again_the_old_weight_is_stored(monkeypatch):
    monkeypatch.setattr(Structure, "parts_moved", False)
    weighed_meanwhile(monkeypatch)

    assert Component.objects.get().weight == 30
    assert Mark.objects.get(subject__title="Physics").max_score == 10
