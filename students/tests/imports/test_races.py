"""Two people confirm at once: one is stored, the other is told, and nothing is stored twice."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, connections

from students.imports import retries, runs, storing
from students.imports.refusals import ImportRefused
from students.models import ImportRun, MarkChange, Student, TermResult, refresh
from students.models.recompute import mend_summaries, recomputed
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
    monkeypatch.setattr(retries, "TRIES", 1)


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


def test_two_runs_that_make_the_same_students_make_them_once():
    imported(paper_csv()[:90].splitlines()[0] + b"\r\nX1,Aarav,CSE,4,50,50,50,50,50,80\r\n")
    first, second = preview(paper_csv()), preview(paper_csv().replace(b",97,", b",89,"))

    outcomes = confirmed_at_once(first, second)

    assert len([one for one in outcomes if isinstance(one, ImportRefused)]) == 1
    assert Student.objects.count() == 11
    all_is_right()
