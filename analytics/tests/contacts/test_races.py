"""Two people note a word with the same student at once: one is stored, the other is told."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections

from analytics.models import Contact, contacts
from analytics.models.contacts import NotTheLatestError
from students.models import Role, TermResult
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]


@pytest.fixture
def slow(monkeypatch):
    """Each waits a moment between looking and storing, for the other to look as well."""
    looked = threading.Barrier(2)
    save = Contact.save

    def saved(self, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            looked.wait(2)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Contact, "save", saved)


def noted_at_once():
    """How many words were stored when two people note one, neither having seen the other's."""
    result = make.result(make.running_term())
    make.mark(result, score=30)
    people = [make.member(Role.MENTOR, result.institution) for _ in range(2)]
    ready, outcomes = threading.Barrier(2), []

    def note(person):
        ready.wait(5)
        try:
            Contact(note="A word").log(person, result, 0)
            outcomes.append("stored")
        except NotTheLatestError:
            outcomes.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=note, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_is_stored_and_the_other_is_told(slow):
    assert noted_at_once() == ["stored", "told"]
    assert Contact.objects.count() == 1


def test_without_the_lock_both_would_be_stored(slow, monkeypatch):
    monkeypatch.setattr(contacts, "_hold", lambda result: TermResult.objects.get(pk=result.pk))

    assert noted_at_once() == ["stored", "stored"]
