"""What is typed is stored, all or nothing, and what a colleague changed is not run over."""

from decimal import Decimal

import pytest

from students.models import Mark, MarkChange, TermResult
from students.models.changes import acting
from students.models.recompute import mend_summaries, recomputed
from students.tests import factories as make
from students.tests.grids.classes import (
    a_class,
    cells,
    component,
    mathematics,
    name_of,
    scores,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def results():
    return a_class()


@pytest.fixture
def place(results):
    return mathematics(results)


def all_is_right(results):
    """Stored results and summaries are what follows from the facts."""
    ids = [one.pk for one in results]
    assert all(not found for found in recomputed(ids))
    assert mend_summaries(results[0].institution_id, dry_run=True) == 0


def test_typed_marks_are_stored_with_their_history(results, place):
    one, two, three = results
    with acting(user_id=7, door="grid"):
        found = typed(place, {one: "72.5", two: "ab", three: ""})

    assert len(found.items) == 2
    assert scores(place) == [("present", "72.50"), ("absent", None)]
    assert set(MarkChange.objects.values_list("user_id", "door")) == {(7, "grid")}
    one.refresh_from_db()
    assert one.grade == "B"
    all_is_right(results)


def test_an_empty_cell_leaves_nobody_registered(results, place):
    typed(place, dict.fromkeys(results, " "))

    assert not Mark.objects.exists()


def test_emptying_a_mark_makes_it_pending(results, place):
    make.mark(results[0], score=50)

    typed(place, {results[0]: ""})

    assert scores(place) == [("pending", None)]
    assert MarkChange.objects.count() == 2


def test_the_same_mark_spelt_otherwise_changes_nothing(results, place):
    make.mark(results[0], score=Decimal("50"))
    make.mark(results[1], state="absent", score=None)
    before = MarkChange.objects.count()
    version = TermResult.objects.get(pk=results[0].pk).version

    found = typed(place, {results[0]: "50.00", results[1]: "Absent"})

    assert (found.items, MarkChange.objects.count()) == ([], before)
    assert TermResult.objects.get(pk=results[0].pk).version == version


def test_one_refused_cell_keeps_all_from_being_stored(results, place):
    found = typed(place, {results[0]: "50", results[1]: "101", results[2]: "7o"})

    assert [(one.place, one.text, one.reason) for one in found.problems] == [
        ("R2 Bela Nair, Mathematics", "101", "It is above the maximum 100."),
        ("R3 Chand Iyer, Mathematics", "7o", "It is not a number."),
    ]
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "text", ["-1", "85%", "1e2", "７２", "nan", "72,5", "1_0", "present", "9" * 41]
)
def test_what_no_import_takes_the_grid_does_not_take(results, place, text):
    found = typed(place, {results[0]: text})

    assert len(found.problems) == 1
    assert not Mark.objects.exists()


def test_a_dash_takes_no_mark_back(results, place):
    make.mark(results[0], score=50)

    (problem,) = typed(place, {results[0]: "–"}).problems

    assert problem.reason == "A mark is already there (50), and a dash says nothing."
    assert scores(place) == [("present", "50.00")]


def test_a_published_mark_stays_published(results, place):
    make.mark(results[0], score=50, published=True)

    typed(place, {results[0]: "60", results[1]: "70"})

    assert list(Mark.objects.order_by("pk").values_list("published", flat=True)) == [True, False]


def test_a_withheld_mark_keeps_its_score_for_its_release(results, place):
    make.mark(results[0], score=50)

    typed(place, {results[0]: "WH"})

    assert scores(place) == [("withheld", "50.00")]


def test_a_student_who_withdrew_is_not_marked(results, place):
    results[0].status = "withdrawn"
    results[0].save()

    (problem,) = typed(place, {results[0]: "50"}).problems

    assert problem.reason == "R1 Asha Rao has withdrawn: marks are kept as they are."


def test_a_student_of_another_class_is_not_marked(results, place):
    stranger = make.result(results[0].term, branch_code="IT")

    found = typed(place, {stranger: "50"})

    assert [one.name for one in found.problems] == [name_of(stranger)]
    assert not Mark.objects.exists()


def test_the_first_marks_may_be_out_of_another_maximum(results, place):
    typed(place, {results[0]: "40"}, maximum="50")
    typed(place, {results[1]: "45"}, maximum="50.0")
    typed(place, {results[2]: "18"})

    assert set(Mark.objects.values_list("max_score", flat=True)) == {Decimal(50)}


def test_a_maximum_that_a_colleague_settled_otherwise_keeps_all_from_being_stored(results, place):
    typed(place, {results[0]: "40"}, maximum="50")

    (problem,) = typed(place, {results[1]: "18"}, maximum="20").problems

    assert (problem.name, problem.reason) == ("maximum", "Marks here are out of 50 by now.")
    assert scores(place) == [("present", "40.00")]


def test_a_maximum_is_not_asked_about_where_nothing_was_typed(results, place):
    typed(place, {results[0]: "40"}, maximum="50")

    assert typed(place, {}, maximum="100").is_storable


def test_a_maximum_that_is_none_is_refused(results, place):
    found = typed(place, {results[0]: "40"}, maximum="0")

    assert [one.name for one in found.problems] == ["maximum"]


def test_what_a_colleague_changed_and_nobody_touched_stays_theirs(results, place):
    mark = make.mark(results[0], score=50)
    shown = cells(place)
    mark.score = 61
    mark.save()

    found = typed(place, {results[0]: "50", results[1]: "70"}, shown)

    assert [(one.place, one.theirs[1]) for one in found.fresh] == [
        ("R1 Asha Rao, Mathematics", "61")
    ]
    assert scores(place) == [("present", "61.00"), ("present", "70.00")]


def test_a_cell_that_both_changed_keeps_all_from_being_stored(results, place):
    mark = make.mark(results[0], score=50)
    shown = cells(place)
    mark.score = 61
    mark.save()

    found = typed(place, {results[0]: "55", results[1]: "70"}, shown)

    (conflict,) = found.conflicts
    assert (conflict.shown[1], conflict.mine, conflict.theirs[1]) == ("50", "55", "61")
    assert scores(place) == [("present", "61.00")]


def test_two_who_typed_the_same_do_not_disagree(results, place):
    shown = cells(place)
    make.mark(results[0], score=55)

    found = typed(place, {results[0]: "55"}, shown)

    assert (found.is_storable, len(found.fresh)) == (True, 1)


def test_a_mark_removed_meanwhile_is_a_conflict_too(results, place):
    mark = make.mark(results[0], score=50)
    shown = cells(place)
    mark.delete()

    (conflict,) = typed(place, {results[0]: "55"}, shown).conflicts

    assert conflict.theirs is None


def test_components_are_typed_and_combined(results, place):
    quiz, midterm = component(place, "QUIZ", 20), component(place, "MID", 80)

    typed(place, {(results[0], quiz): "15", (results[0], midterm): "60"})
    typed(place, {(results[0], quiz): "ab"})

    assert scores(place) == [("present", "60.00")]
    all_is_right(results)


def test_a_mark_without_components_is_not_given_any(results, place):
    make.mark(results[0], score=50)
    quiz = component(place, "QUIZ", 20)

    (problem,) = typed(place, {(results[0], quiz): "15"}).problems

    assert "without components" in problem.reason


def test_only_results_that_were_touched_get_a_new_version(results, place):
    before = TermResult.objects.get(pk=results[1].pk).version

    typed(place, {results[0]: "72"})

    assert TermResult.objects.get(pk=results[1].pk).version == before
