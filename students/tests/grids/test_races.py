"""Two teachers store the same cell at once: one is stored, the other is shown both values."""

import threading
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, connections

from students.grids import saving
from students.models import MarkChange, refresh, waits
from students.models.recompute import mend_summaries, recomputed
from students.tests import factories as make
from students.tests.grids.classes import a_class, cells, mathematics, typed

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]


@pytest.fixture
def place():
    results = a_class()
    make.mark(results[0], score=50)
    return mathematics(results)


@pytest.fixture
def slow(monkeypatch):
    """Each waits a moment between comparing and writing, for the other to compare as well."""
    compared = threading.Barrier(2)
    store = saving._store

    def stored(*arguments):
        with suppress(threading.BrokenBarrierError):
            compared.wait(2)
        store(*arguments)

    monkeypatch.setattr(saving, "_store", stored)


@pytest.fixture
def unlocked(monkeypatch):
    """The refresh as it would be without its row locks, and nothing is tried anew."""

    def seen(model, ids):
        return set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    monkeypatch.setattr(refresh, "_lock", seen)
    monkeypatch.setattr(waits, "TRIES", 1)


def stored_at_once(place, *texts):
    """What came of typing each text into the first student's cell, in as many threads."""
    result, shown = place.results()[0], cells(place)
    ready = threading.Barrier(len(texts))
    outcomes = []

    def work(text):
        try:
            ready.wait(5)
            outcomes.append(typed(place, {result: text}, shown))
        except Exception as fault:  # told to the test, which judges it
            outcomes.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_of_two_who_type_one_mark_the_second_is_shown_both(place, slow):
    outcomes = stored_at_once(place, "61", "72")

    assert sorted(len(one.conflicts) for one in outcomes) == [0, 1]
    assert MarkChange.objects.exclude(old_state="").count() == 1
    ids = place.results().values_list("pk", flat=True)
    assert not any(recomputed(ids))
    assert mend_summaries(place.term.institution_id, dry_run=True) == 0


def test_without_the_lock_the_same_race_goes_wrong(place, slow, unlocked):
    outcomes = stored_at_once(place, "61", "72")

    both_stored = MarkChange.objects.exclude(old_state="").count() == 2
    assert both_stored or any(isinstance(one, OperationalError) for one in outcomes)
