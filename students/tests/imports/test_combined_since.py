"""Marks are combined and graded as the preview showed, or nothing is stored."""

import pytest

from students.imports import runs
from students.imports.refusals import PlanStale
from students.models import Component, Mark, TermResult
from students.tests import factories as make
from students.tests.imports.files import long
from students.tests.models.classes import ordained

pytestmark = pytest.mark.django_db
TESTS = b"roll_no,subject,component,score\nA1,Physics,T1,10\nA1,Physics,T2,0\n"
BEST_QUIZ = {"best_of": [{"kinds": ["quiz"], "count": 1}]}


@pytest.fixture
def term():
    """A term in which one student stands; marks in Physics come of two tests, kept as quizzes."""
    term = make.term()
    make.result(term, make.student(term.institution, "A1", "Asha"))
    for code in ("T1", "T2"):
        a_test(term, code)
    return term


def a_test(term, code) -> Component:
    of = {"subject": make.subject(term.institution, "Physics"), "term": term, "kind": "quiz"}
    return Component.objects.create(**of, code=code, max_score=10, weight=10)


def only_the_best_quiz_counts(term):
    """Bind the results there are to a policy that says so."""
    with TermResult.objects.refreshing(TermResult.objects.values_list("pk", flat=True)):
        TermResult.objects.update(policy_version=ordained(term, BEST_QUIZ))


def preview(content):
    return runs.preview("marks", content, "file.csv")


def after(run) -> set[str]:
    """Average and grade that the preview shows."""
    return {row.after for row in runs.plan_of(run).rows()}


def test_a_component_weighed_anew_since_the_preview_is_noticed(term):
    run = preview(TESTS)
    assert after(run) == {"50.00 C"}
    first = Component.objects.get(code="T1")
    first.weight = 90
    first.save()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert not Mark.objects.exists()
    assert after(run) == {"90.00 A+"}
    runs.commit(run)
    assert Mark.objects.get().score == 90


def test_a_component_added_since_the_preview_is_noticed(term):
    run = preview(TESTS)
    a_test(term, "T3")

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert runs.commit(run).stored


def test_components_that_the_file_itself_makes_are_as_previewed():
    make.term()

    runs.commit(preview(long("component,score,max", "Physics,Q1,5,10", "Physics,Q2,9,10")))

    assert Mark.objects.get().score == 14


def test_components_of_another_subject_are_nobodys_business(term):
    run = preview(TESTS)
    of = {"subject": make.subject(term.institution, "English"), "term": term, "kind": "quiz"}
    Component.objects.create(**of, code="T1", max_score=10, weight=10)

    assert runs.commit(run).stored


def test_another_policy_assigned_since_the_preview_is_noticed():
    term = make.term()
    run = preview(long("component,score,max", "Physics,Quiz 1,10,10", "Physics,Quiz 2,0,10"))
    ordained(term, BEST_QUIZ)

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert after(run) == {"100.00 A+"}
    runs.commit(run)
    assert TermResult.objects.get().mark_sum == 100 * 10**10


def test_a_result_bound_to_another_policy_since_the_preview_is_noticed(term):
    run = preview(TESTS)
    only_the_best_quiz_counts(term)

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert not Mark.objects.exists()
    assert after(run) == {"100.00 A+"}


def test_a_component_counts_as_the_kind_it_is_and_not_as_its_code_sounds(term):
    only_the_best_quiz_counts(term)
    run = preview(TESTS)

    assert after(run) == {"100.00 A+"}

    runs.commit(run)
    mark = Mark.objects.get()
    assert (mark.score, mark.combine()) == (10, False)
