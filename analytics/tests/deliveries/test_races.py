"""Two nightly runs at once make a report once, by the claim alone as by the turn alone."""

import threading
from contextlib import nullcontext, suppress

import pytest
from django.db import connection, connections
from django.utils import timezone

from analytics.deliveries import nights
from analytics.deliveries.nights import deliver
from analytics.models import ReportRun, ReportSchedule
from analytics.tests.deliveries.conftest import schedule
from students.models import Role

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]


@pytest.fixture
def both_looked(monkeypatch):
    """Whoever has looked for what is due waits a moment for the other."""
    looked = threading.Barrier(2)
    due_schedules = nights.due_schedules

    def slowly(today):
        found = due_schedules(today)
        with suppress(threading.BrokenBarrierError):
            looked.wait(2)
        return found

    monkeypatch.setattr(nights, "due_schedules", slowly)


def two_nights():
    """How many reports each of two runs at once has made."""
    made = []

    def run():
        try:
            made.append(deliver(timezone.localdate(), None).counts["made"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(made)


def without_claim(due):
    """What a claim would be that asks nobody."""
    one, day = due
    ReportSchedule.objects.filter(pk=one.pk).update(done_to=day)
    return nights.order(one.report, one.institution, one.recipient, day, schedule=one)


def test_the_claim_alone_lets_one_of_two_make_it(place, readers, both_looked, monkeypatch):
    monkeypatch.setattr(nights, "turn", nullcontext)
    schedule(readers[Role.HEAD], place)

    assert two_nights() == [0, 1]
    assert ReportRun.objects.count() == 1


def test_the_turn_alone_lets_one_of_two_make_it(place, readers, both_looked, monkeypatch):
    monkeypatch.setattr(nights, "claim", without_claim)
    schedule(readers[Role.HEAD], place)

    assert two_nights() == [0, 1]


def test_without_both_it_would_be_made_twice(place, readers, both_looked, monkeypatch):
    monkeypatch.setattr(nights, "turn", nullcontext)
    monkeypatch.setattr(nights, "claim", without_claim)
    schedule(readers[Role.HEAD], place)

    assert two_nights() == [1, 1]
