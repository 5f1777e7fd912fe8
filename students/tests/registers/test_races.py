"""Two teachers store one class at once: the second is told, and without the lock nobody is."""

import contextlib
import datetime
import threading

import pytest
from django.db import connection, connections

from students.models import ClassSession, SessionPresence, refresh
from students.models.recompute import recomputed
from students.registers import taking
from students.registers.entries import Entry, Said
from students.registers.taking import Class, take
from students.tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="SQLite has one writer at a time; this race needs MariaDB",
    ),
]
MEET_WITHIN = 1.0
DAY = datetime.date(2026, 8, 3)


@pytest.fixture
def result():
    return make.result(make.term())


@pytest.fixture
def lesson(result):
    """A class that is taken already: both will correct the same student."""
    taught = make.teaching(result)
    make.presences(result, "P", start=DAY)
    return Class(taught, DAY, 1)


@pytest.fixture
def unlocked(monkeypatch):
    """The refresh and the session as they would be without their row locks."""

    def seen(model, ids):
        return set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    monkeypatch.setattr(refresh, "_lock", seen)
    monkeypatch.setattr(Class, "held_session", Class.session)


def meet(monkeypatch, lesson, result, states):
    """Both read before either has written, where nothing makes the second wait."""
    both = threading.Barrier(2)
    stored, came, faults = taking.store, [], []

    def store(*args):
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(MEET_WITHIN)
        return stored(*args)

    monkeypatch.setattr(taking, "store", store)
    user = make.user("teacher")

    def work(state):
        said = Said(True, True, {result.pk: Entry("present", state)})
        try:
            came.append(take(lesson, said, {result.pk}, user))
        except Exception as fault:  # told to the test, which judges it
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(state,)) for state in states]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    return came


def test_the_second_is_told_what_the_first_stored(monkeypatch, lesson, result):
    came = meet(monkeypatch, lesson, result, ("absent", "excused"))

    (refused,) = [one for one in came if not one.stored]
    now = SessionPresence.objects.get().state
    assert refused.differing[0].theirs == now
    assert {now, refused.differing[0].mine} == {"absent", "excused"}
    assert list(recomputed([result.pk])) == [[]]


def test_without_the_lock_one_of_them_is_lost_unseen(monkeypatch, lesson, result, unlocked):
    came = meet(monkeypatch, lesson, result, ("absent", "excused"))

    assert [one.stored for one in came] == [True, True]


def test_two_who_take_a_new_class_at_once_make_one_session(monkeypatch, lesson, result):
    new = Class(lesson.taught, DAY, 2)
    other = make.result(result.term)
    both = threading.Barrier(2)
    made, faults = Class.new_session, []

    def new_session(self):
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(MEET_WITHIN)
        return made(self)

    monkeypatch.setattr(Class, "new_session", new_session)
    user = make.user("teacher")

    def work(pk):
        said = Said(True, None, {pk: Entry("", "present")})
        try:
            faults.extend([] if take(new, said, {pk}, user).stored else ["refused"])
        except Exception as fault:  # told to the test, which judges it
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(one.pk,)) for one in (result, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    assert ClassSession.objects.filter(period=2).count() == 1
    assert SessionPresence.objects.filter(session__period=2).count() == 2
