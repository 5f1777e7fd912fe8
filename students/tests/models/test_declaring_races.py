"""Somebody enters a mark while a class is declared: the locks keep the copy true."""

import threading

import pytest
from django.db import connection, connections

from students.models import Declaration, DeclaredResult, Subject, TermResult, refresh
from students.models.copies import digest
from students.models.declaring import DeclarationRefused, NotAsSeen, declare
from students.models.sheets import Cohort, sheet_rows
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]
MEET_WITHIN = 1.0


@pytest.fixture
def unlocked(monkeypatch):
    """The refresh as it would be without its row locks."""

    def seen(model, ids):
        return set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    monkeypatch.setattr(refresh, "_lock", seen)


@pytest.fixture
def cohort():
    result = make.result(make.term())
    make.mark(result, score=50)
    Subject.objects.update(credits=4)
    return Cohort(result.term, result.branch, result.semester)


def meet(first, second):
    """Run both in threads, the second once the first is inside; what each ran into."""
    inside, faults = threading.Event(), []

    def run(work):
        try:
            work(inside)
        except Exception as fault:  # told to the test, which judges it
            faults.append(fault)
        finally:
            inside.set()
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    threads[0].start()
    inside.wait(MEET_WITHIN)
    threads[1].start()
    for thread in threads:
        thread.join(20)
    return faults


def slow_mark(cohort):
    """Change the mark and stay inside the refresh for a while."""

    def work(inside):
        result = cohort.results().get()
        with TermResult.objects.refreshing([result.pk]):
            inside.set()
            mark = result.marks.get()
            mark.score = 90
            threading.Event().wait(MEET_WITHIN)
            mark.save()

    return work


def declaring(cohort, seen):
    def work(inside):
        declare(cohort, seen)
        inside.set()

    return work


def test_a_mark_being_entered_is_waited_for_and_the_old_sheet_refused(cohort):
    seen = digest(sheet_rows(cohort.results()))

    faults = meet(slow_mark(cohort), declaring(cohort, seen))

    assert [type(fault) for fault in faults] == [NotAsSeen]
    assert not Declaration.objects.exists()


def test_without_the_locks_the_sheet_of_before_would_be_declared(cohort, unlocked):
    seen = digest(sheet_rows(cohort.results()))

    assert meet(slow_mark(cohort), declaring(cohort, seen)) == []
    assert DeclaredResult.objects.get().papers[0]["score"] == "50"
    assert cohort.results().get().marks.get().score == 90


def test_two_who_declare_at_once_make_one_declaration(cohort):
    seen = digest(sheet_rows(cohort.results()))

    faults = meet(declaring(cohort, seen), declaring(cohort, seen))

    assert [type(fault) for fault in faults] == [DeclarationRefused]
    assert Declaration.objects.count() == 1
