"""Whoever waits for an import or its undo is told of each long step, and how far it is."""

import pytest

from students.imports import runs
from students.models import TermResult, refresh
from students.tests import factories as make

pytestmark = pytest.mark.django_db
FILE = "roll_no,name,branch,semester,Physics\n" + "".join(
    f"R{n},Name,CSE,4,{n}\n" for n in range(5)
)


class Watcher:
    """Notes each step's words, its total and how much was done after each part."""

    def __init__(self):
        self.steps = []

    def __call__(self, iterable, words, total, size=lambda part: 1):
        done = []
        self.steps.append((words, total, done))
        for part in iterable:
            yield part
            done.append(size(part))


@pytest.fixture
def run():
    make.term()
    return runs.preview("marks", FILE.encode(), "marks.csv")


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    monkeypatch.setattr(refresh, "IN_A_STATEMENT", 2)


def test_results_are_derived_while_somebody_watches(run):
    watcher = Watcher()

    runs.commit(run, despite_alarms=True, watch=watcher)

    assert watcher.steps[-1] == ("Deriving grades and risks", 5, [2, 2, 1])
    assert {one.grade for one in TermResult.objects.all()} == {"F"}


def test_what_an_undo_derives_is_watched_as_well(run):
    runs.commit(run, despite_alarms=True)
    changed = FILE.replace(",4,", ",4,9").encode()
    second = runs.commit(runs.preview("marks", changed, "marks.csv"), despite_alarms=True).run
    watcher = Watcher()

    runs.undo(second, watch=watcher)

    assert watcher.steps[-1] == ("Deriving grades and risks", 5, [2, 2, 1])


def test_who_stops_it_meanwhile_finds_nothing_stored(run):
    def stopping(iterable, words, total, size=None):
        for part in iterable:
            yield part
            if words.startswith("Deriving"):
                raise InterruptedError

    with pytest.raises(InterruptedError):
        runs.commit(run, despite_alarms=True, watch=stopping)

    assert not TermResult.objects.exists()
