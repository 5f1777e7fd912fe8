"""Two people at one result at once: the locks keep it right, and without them it goes wrong."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections, transaction

from students.models import Component, Mark, ResultSummary, TermResult, recompute, refresh
from students.models.recompute import mend_summaries, recomputed
from students.models.results import TermResultQuerySet
from students.models.waits import retrying
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


def meet(result):
    """Two threads change one mark each; the second enters while the first is still inside."""
    first_is_in, second_is_in = threading.Event(), threading.Event()
    faults = []

    def work(title, score, arrived, other):
        try:
            with TermResult.objects.refreshing([result.pk]):
                arrived.set()
                other.wait(MEET_WITHIN)
                mark = result.marks.get(subject__title=title)
                mark.score = score
                mark.save()
        except Exception as fault:  # told to the test, which judges it
            faults.append(fault)
        finally:
            connections.close_all()

    first = threading.Thread(target=work, args=("Physics", 90, first_is_in, second_is_in))
    second = threading.Thread(target=work, args=("English", 80, second_is_in, first_is_in))
    first.start()
    first_is_in.wait(MEET_WITHIN)
    second.start()
    first.join(20)
    second.join(20)
    return faults


@pytest.fixture
def result():
    result = make.result(make.term())
    make.mark(result, "Physics", 10)
    make.mark(result, "English", 10)
    return result


def test_two_marks_saved_at_once_leave_result_and_summaries_right(result):
    assert meet(result) == []
    assert list(recomputed([result.pk])) == [[]]
    assert mend_summaries(result.institution_id, dry_run=True) == 0
    result.refresh_from_db()
    assert result.grade == "A"


def test_without_the_lock_the_same_race_goes_wrong(result, unlocked):
    faults = meet(result)
    drifted = mend_summaries(result.institution_id, dry_run=True)
    assert faults or drifted


def mended_while_somebody_comes(monkeypatch, result):
    """Students in summaries that are mended while another student comes into the term."""
    ResultSummary.objects.update(students=7)
    stored = recompute._stored
    comes = threading.Thread(
        target=lambda: (make.result(result.term, semester=5), connections.close_all())
    )

    def read(*arguments):
        found = stored(*arguments)
        if not comes.ident:
            comes.start()
            comes.join(MEET_WITHIN)
        return found

    monkeypatch.setattr(recompute, "_stored", read)
    retrying(lambda: mend_summaries(result.institution_id))
    comes.join(20)
    return sum(ResultSummary.objects.values_list("students", flat=True))


def test_a_student_who_comes_while_summaries_are_mended_is_counted_once(result, monkeypatch):
    assert mended_while_somebody_comes(monkeypatch, result) == 2
    assert mend_summaries(result.institution_id, dry_run=True) == 0


def test_two_who_mend_at_once_add_what_is_missing_once(result, monkeypatch):
    ResultSummary.objects.update(students=7)
    stored, met = recompute._stored, threading.Barrier(2)

    def read(*arguments):
        found = stored(*arguments)
        with suppress(threading.BrokenBarrierError):
            met.wait(MEET_WITHIN)
        return found

    monkeypatch.setattr(recompute, "_stored", read)

    def mend():
        retrying(lambda: mend_summaries(result.institution_id))
        connections.close_all()

    both = [threading.Thread(target=mend) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert sum(ResultSummary.objects.values_list("students", flat=True)) == 1


def test_read_at_two_moments_the_same_mending_goes_wrong(result, monkeypatch):
    monkeypatch.setattr(recompute, "_one_moment", transaction.atomic)

    mended_while_somebody_comes(monkeypatch, result)

    assert mend_summaries(result.institution_id, dry_run=True) > 0


@pytest.fixture
def quiz(result):
    """A quiz in which nobody has a mark, beside one in which somebody has."""
    one = make.component_mark(make.mark(result, "Biology"), "QUIZ1", 5)
    first = one.component
    return Component.objects.create(
        subject=first.subject, term=first.term, code="QUIZ2", kind="quiz", max_score=10, weight=10
    )


def weighed_while_a_mark_comes(monkeypatch, quiz):
    """The weight of a quiz becomes 30 while the first mark in it is stored; the mark's maximum."""
    of = Mark.objects.get(subject=quiz.subject)
    opened = TermResultQuerySet.refreshing
    comes = threading.Thread(
        target=lambda: (make.component_mark(of, "QUIZ2", 10), connections.close_all())
    )

    def refreshing(*arguments, **said):
        if not comes.ident:
            comes.start()
            comes.join(MEET_WITHIN)
        return opened(*arguments, **said)

    monkeypatch.setattr(TermResultQuerySet, "refreshing", refreshing)
    quiz.weight = 30
    quiz.save()
    comes.join(20)
    of.refresh_from_db()
    return of.max_score


def test_a_component_weighed_anew_while_its_first_mark_comes_counts_so_there(monkeypatch, quiz):
    assert weighed_while_a_mark_comes(monkeypatch, quiz) == 40
    assert list(recomputed(TermResult.objects.values_list("pk", flat=True))) == [[]]


def test_without_holding_the_component_its_mark_keeps_the_old_weight(monkeypatch, quiz):
    monkeypatch.setattr(Component.objects, "select_for_update", Component.objects.none)

    assert weighed_while_a_mark_comes(monkeypatch, quiz) == 20
