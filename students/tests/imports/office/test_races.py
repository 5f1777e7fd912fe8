"""Two people confirm office files at once: one is stored, the other is told, nothing twice."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections

from students.imports import runs
from students.imports.office import storing
from students.imports.refusals import ImportRefused, PlanStale
from students.models import Payment, RecordChange, waits
from students.tests.imports.office.files import imported, payers, payments

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
    compared, write = threading.Barrier(2), storing.write

    def written(*arguments):
        with suppress(threading.BrokenBarrierError):
            compared.wait(2)
        write(*arguments)

    monkeypatch.setattr(storing, "write", written)


def at_once(*works):
    """What came of each in a thread of its own: what it gave, or how it was refused."""
    ready, outcomes = threading.Barrier(len(works)), []

    def done(work):
        try:
            ready.wait(5)
            outcomes.append(work())
        except ImportRefused as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=done, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def previewed(of, *rows):
    run = runs.preview("payments", payments(*rows), "f.csv", institution=of)
    return lambda: runs.commit(run)


def test_of_two_who_bring_the_same_new_receipt_one_is_stored(slow):
    of = payers()
    first = previewed(of, "A-1,R1,2026-05-03,5,,")
    second = previewed(of, "A-1,R2,2026-05-03,7,,")

    outcomes = at_once(first, second)

    assert sorted(isinstance(one, PlanStale) for one in outcomes) == [False, True]
    assert Payment.objects.count() == 1
    assert RecordChange.objects.filter(model="payment").count() == 1


def changed_by_two(of):
    imported("payments", payments("A-1,R1,2026-05-03,5,,"))
    return at_once(previewed(of, "A-1,R1,2026-05-03,6,,"), previewed(of, "A-1,R1,2026-05-03,7,,"))


def test_of_two_who_change_one_payment_one_is_stored_and_the_other_told(slow):
    outcomes = changed_by_two(payers())

    assert sorted(isinstance(one, PlanStale) for one in outcomes) == [False, True]
    assert RecordChange.objects.filter(model="payment", field="amount").count() == 1


def test_without_the_lock_one_change_would_be_lost(slow, monkeypatch):
    monkeypatch.setattr(storing.Sort, "_lock", lambda self, rows: None)
    monkeypatch.setattr(waits, "TRIES", 1)

    outcomes = changed_by_two(payers())

    assert not any(isinstance(one, PlanStale) for one in outcomes)
    assert RecordChange.objects.filter(model="payment", field="amount").count() == 2
