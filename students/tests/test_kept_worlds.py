"""A world that is kept is, row for row, the one that was built."""

import pytest
from django.db import connection, transaction

from students.models import Mark, Student, TermResult
from students.rules.units import SCALE
from students.tests import factories as make
from students.tests.kept_worlds import kept, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(monkeypatch):
    """How often the world was built, and the function that builds it."""
    monkeypatch.setattr("students.tests.kept_worlds.KEPT", {})
    calls = []

    @kept
    def world(score=60):
        calls.append(score)
        result = make.result(make.term(), semester=3)
        make.mark(result, score=score)
        make.attendance(result, percent="75.5")
        return {"result": TermResult.objects.get(pk=result.pk)}

    return calls, world


def taken_back(world, *args, **named):
    """What is returned and every row, after which all of it is gone."""
    with transaction.atomic():
        returned, found = world(*args, **named), rows()
        transaction.set_rollback(True)
    return returned, found


def test_the_second_time_the_same_rows_are_there_without_being_built(built):
    calls, world = built
    first, rows_then = taken_back(world)
    second, rows_now = taken_back(world)

    assert calls == [60]
    assert rows_now == rows_then
    assert second == first
    assert second["result"] is not first["result"]
    assert second["result"].average == 60 * SCALE


def test_what_one_test_does_to_it_the_next_does_not_see(built):
    _, world = built
    first, _ = taken_back(world)
    first["result"].semester = 8
    again = world()

    assert again["result"].semester == TermResult.objects.get().semester == 3
    one = Mark.objects.get()
    one.score = 90
    one.save()
    assert TermResult.objects.get().average == 90 * SCALE


def test_another_call_or_another_database_before_it_is_another_world(built):
    calls, world = built
    taken_back(world)
    assert taken_back(world, score=70)[0]["result"].average == 70 * SCALE
    make.institution("NEXT")
    for _ in range(2):
        taken_back(world)

    built_anew = [60] if connection.vendor == "sqlite" else [60, 60]
    assert calls == [60, 70, *built_anew]


def test_what_changes_a_row_that_was_there_is_built_each_time(monkeypatch):
    monkeypatch.setattr("students.tests.kept_worlds.KEPT", {})
    student = make.student(make.institution(), name="Asha")

    @kept
    def renamed():
        Student.objects.update(name="Bela")
        return make.branch(student.institution)

    for _ in range(2):
        taken_back(renamed)
        assert Student.objects.get().name == "Asha"
    renamed()
    assert Student.objects.get().name == "Bela"


def test_in_a_database_of_many_rows_it_is_built_each_time(built):
    calls, world = built
    make.paper_ten(make.term(make.institution("NEXT")))
    for _ in range(2):
        taken_back(world)

    assert calls == [60, 60]
