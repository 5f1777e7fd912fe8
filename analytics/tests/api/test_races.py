"""Two programs change one mark from one version: one is told, and without the lock one is lost."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections
from rest_framework.test import APIClient

from analytics.api.marks import MARKS
from students.models import refresh
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
def mark():
    mark = make.mark(make.result(make.term()), "Physics", 10)
    make.member("registrar", mark.result.institution, "registrar")
    return mark


@pytest.fixture
def meeting(monkeypatch):
    """Both writers wait a moment for one another where the version has just been compared."""
    both = threading.Barrier(2)
    change = MARKS.change

    def met(entry, values):
        with suppress(threading.BrokenBarrierError):  # the other one stands before the lock
            both.wait(MEET_WITHIN)
        return change(entry, values)

    monkeypatch.setattr(MARKS, "change", met)


def statuses(mark) -> list[int]:
    """What two programs are answered that change the mark from the version it has now."""
    person = mark.result.institution.memberships.get().user
    url = f"/api/v1/marks/{mark.pk}/"
    answers = []

    def work(score):
        try:
            client = APIClient()
            client.force_login(person)
            sent = {"format": "json", "HTTP_IF_MATCH": f'"{version}"'}
            answers.append(client.patch(url, {"score": score}, **sent).status_code)
        finally:
            connections.close_all()

    reader = APIClient()
    reader.force_login(person)
    version = reader.get(url).json()["version"]
    writers = [threading.Thread(target=work, args=(score,)) for score in (20, 30)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    return sorted(answers)


def test_one_of_two_changes_is_stored_and_the_other_is_told(mark, meeting):
    assert statuses(mark) == [200, 412]


def test_without_the_lock_one_is_lost(mark, meeting, unlocked):
    assert statuses(mark) == [200, 200]
