"""Two people at one result at once: the locks keep it right, and without them it goes wrong."""

import threading

import pytest
from django.db import connection, connections

from students.models import TermResult, refresh
from students.models.recompute import mend_summaries, recomputed
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
