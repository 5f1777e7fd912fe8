"""Typed into the grid or sent as a file: the register holds the same."""

import pytest
from django.db import transaction

from students.models import MarkChange
from students.tests import factories as make
from students.tests.grids.classes import a_class, component, mathematics, typed
from students.tests.imports.files import csv_of, imported, register

pytestmark = pytest.mark.django_db
TEXTS = ("72.5", "AB", "WH", "MP", "EX", "100", "0", "39.99")
HISTORY = (
    "student_id",
    "subject_code",
    "component",
    "attempt",
    "old_state",
    "old_score",
    "old_max",
)
HISTORY += ("old_published", "new_state", "new_score", "new_max", "new_published")


@pytest.fixture
def results():
    results = a_class([f"Student {number}" for number in range(len(TEXTS))])
    for number, one in enumerate(results[::2]):
        make.mark(one, score=30 + number, published=bool(number % 2))
        make.mark(one, "Physics", 60)
    return results


def held_after(work):
    """What the register and the history hold after some work, which is then taken back."""
    with transaction.atomic():
        known = set(MarkChange.objects.values_list("pk", flat=True))
        work()
        history = MarkChange.objects.exclude(pk__in=known).order_by(*HISTORY[:3])
        found = register(), list(history.values_list(*HISTORY))
        transaction.set_rollback(True)
    return found


def test_whole_marks_are_stored_alike(results):
    place = mathematics(results)
    rows = [["roll_no", "mathematics"]]
    rows += [[one.student.roll_no, text] for one, text in zip(results, TEXTS, strict=True)]

    by_grid = held_after(lambda: typed(place, dict(zip(results, TEXTS, strict=True))))
    by_file = held_after(lambda: imported(csv_of(rows)))

    assert by_grid == by_file
    assert len(by_grid[1]) == len(TEXTS)


def test_components_are_stored_alike(results):
    place = mathematics(results, "English")
    quiz, midterm = component(place, "QUIZ", 100, 20), component(place, "MID", 100, 80)
    rows = [["roll_no", "subject", "component", "score"]]
    texts = {}
    for one, text in zip(results, TEXTS, strict=True):
        make.mark(one, "English", None, state="pending")
        for part, score in ((quiz, text), (midterm, "55")):
            rows.append([one.student.roll_no, "ENGLISH", part.code, score])
            texts[one, part] = score

    by_grid, by_file = (
        held_after(lambda: typed(place, texts)),
        held_after(lambda: imported(csv_of(rows))),
    )

    assert by_grid == by_file
    assert len(by_grid[1]) == 3 * len(TEXTS)
