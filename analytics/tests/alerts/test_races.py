"""Two nightly runs at once: each evidence is raised once, and each digest goes out once."""

import datetime
import threading
from contextlib import suppress
from dataclasses import replace

import pytest
from django.core import mail
from django.db import connection, connections

from analytics.alerts import digests, raising
from analytics.alerts.nights import night
from analytics.alerts.posting import Post
from analytics.alerts.rule import evidence
from analytics.models import Alert, AlertDesk, Digest, MailedAlert
from analytics.tests.alerts.conftest import ago, reader
from students.models import Role
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]


@pytest.fixture
def principal():
    one = make.result(make.running_term())
    make.mark(one, score=30)
    return reader(Role.PRINCIPAL, one.institution, "p")


def at_once(work):
    """What two threads give that do this at the same time."""
    ready, outcomes = threading.Barrier(2), []

    def run(number):
        ready.wait(5)
        try:
            outcomes.append(work(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def slow(monkeypatch):
    """Each waits a moment between looking for what is due and claiming it, for the other."""
    looked = threading.Barrier(2)
    mail_of = digests.mail_of

    def slowly(*args):
        with suppress(threading.BrokenBarrierError):
            looked.wait(2)
        return mail_of(*args)

    monkeypatch.setattr(digests, "mail_of", slowly)


def whole_nights():
    return at_once(lambda _number: night(ago(0), Post(), mails=True))


def test_two_runs_at_once_raise_and_send_once(principal, slow):
    found = whole_nights()

    assert len(found) == 2
    assert Alert.objects.count() == 1
    assert len(mail.outbox) == 1
    assert sorted(one.sent.counts["sent"] for one in found) == [0, 1]
    assert Digest.objects.get().state == "sent"


def test_without_the_claim_both_would_send(principal, slow, monkeypatch):
    def unclaimed(user, today, alerts, state):
        return Digest(user=user, on=today, state=state)

    monkeypatch.setattr(digests, "claim", unclaimed)

    whole_nights()

    assert len(mail.outbox) == 2


def test_runs_of_two_days_at_once_do_not_mail_the_same_alert(principal, slow):
    day = datetime.timedelta(days=1)
    night(ago(0), None, mails=False)

    at_once(lambda number: [*digests.send_digests(ago(0) + number * day, Post())])

    assert len(mail.outbox) == 1
    assert MailedAlert.objects.count() == 1


def two_looks_at_one_spell(principal, monkeypatch):
    """Two runs of which each sees the same risk begin on a day of its own."""
    place = principal.memberships.get().institution
    (rule,) = [one for slug, one in raising.RULES.items() if slug == "new_high"]
    together, raised = threading.Barrier(2), raising.Alert.objects.bulk_create
    AlertDesk.objects.create(institution=place)

    def slowly(rows, **options):
        with suppress(threading.BrokenBarrierError):
            together.wait(2)
        return raised(rows, **options)

    monkeypatch.setattr(raising.Alert.objects, "bulk_create", slowly)
    result = place.results.get()

    def look(number):
        def find(results, _number, today):
            yield evidence("new_high", result, ago(number + 1))

        found = [(replace(rule, find=find), place.results.all(), 0)]
        return raising.retrying(lambda: raising._raised(place, found, ago(0)))

    at_once(look)
    return Alert.objects.count()


def test_the_second_run_sees_what_the_first_raised(principal, monkeypatch):
    assert two_looks_at_one_spell(principal, monkeypatch) == 1


def test_without_the_lock_one_spell_would_be_raised_twice(principal, monkeypatch):
    monkeypatch.setattr(
        raising, "hold", lambda institution: AlertDesk.objects.get(institution=institution)
    )

    assert two_looks_at_one_spell(principal, monkeypatch) == 2
