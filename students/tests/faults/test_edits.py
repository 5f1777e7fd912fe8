"""Two people at one student's marks lose nothing; without the lock they do."""

import pytest
from django.db import connection

from students.models import waits
from students.tests.faults.edits import races
from students.tests.faults.threads import unlocked

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]
RACES = 20


def test_no_accepted_save_is_missing_from_history_or_written_over_unseen():
    found = races(RACES)

    assert found.is_clean, found
    assert (found.accepted, found.refused) == (RACES * 3 // 2, RACES // 2)


def test_without_the_lock_saves_are_lost(monkeypatch):
    monkeypatch.setattr(waits, "TRIES", 1)

    with unlocked():
        found = races(RACES)

    assert not found.is_clean
