"""A class is taken back while a colleague adds somebody to it: nobody is lost unseen."""

import contextlib
import datetime
import threading

import pytest
from django.db import connection, connections

from students.models import (
    AttendanceChange,
    ClassSession,
    SessionPresence,
    TermResult,
    refresh,
)
from students.models.recompute import recomputed
from students.registers import taking, taking_back
from students.registers.entries import Entry, Said
from students.registers.taking import Class, take
from students.registers.taking_back import take_back, version_of
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
def one():
    return make.result(make.term())


@pytest.fixture
def lesson(one):
    make.presences(one, "P", start=DAY)
    return Class(make.teaching(one), DAY, 1)


@pytest.fixture
def unlocked(monkeypatch):
    """The refresh and the session as they would be without their row locks."""

    def seen(model, ids):
        return set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True))

    @contextlib.contextmanager
    def unheld(session):
        ids = session.result_ids()
        with TermResult.objects.refreshing(ids):
            yield ids

    monkeypatch.setattr(refresh, "_lock", seen)
    monkeypatch.setattr(Class, "held_session", Class.session)
    monkeypatch.setattr(ClassSession, "_held_roll", unheld)


def meet(monkeypatch, lesson, late):
    """The one has compared and is about to remove, the other about to add, where nobody waits."""
    both = threading.Barrier(2)

    def waiting(work):
        def wait_and_work(*args):
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait(MEET_WITHIN)
            return work(*args)

        return wait_and_work

    monkeypatch.setattr(taking, "store", waiting(taking.store))
    monkeypatch.setattr(taking_back, "_write_down", waiting(taking_back._write_down))
    user, version = make.user("teacher"), version_of(lesson.session())
    added = Said(True, True, {late.pk: Entry("", "absent")})
    work = (
        lambda: take(lesson, added, {late.pk}, user),
        lambda: take_back(lesson, version),
    )
    faults = []

    def closing(one):
        try:
            one()
        except Exception as fault:  # told to the test, which judges it
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=closing, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return faults


def is_told(late) -> bool:
    """Whether the history of the one who came late ends with what is stored of them."""
    last = AttendanceChange.objects.filter(student_id=late.student_id, session_id__gt=0).last()
    now = SessionPresence.objects.filter(result=late).first()
    return (last and last.new_presence) == (now and now.state)


def test_who_is_added_meanwhile_is_kept_or_written_down(monkeypatch, lesson, one):
    late = make.result(one.term)

    assert meet(monkeypatch, lesson, late) == []
    assert is_told(late)
    assert list(recomputed([one.pk, late.pk])) == [[]]


def test_without_the_lock_somebody_goes_unseen_or_it_fails(monkeypatch, lesson, one, unlocked):
    late = make.result(one.term)
    faults = meet(monkeypatch, lesson, late)

    assert faults or not is_told(late)
