"""A mark with components is what they come to, whichever of them changes."""

import pytest
from django.core.exceptions import ValidationError

from students.models import Component, ComponentMark
from students.rules.ordinances import COMPONENT_KINDS
from students.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark():
    return make.mark(make.result(make.term()), "Physics", None, state="pending")


def component(mark, code, max_score, weight):
    return Component.objects.create(
        subject=mark.subject,
        term=mark.result.term,
        kind="quiz",
        code=code,
        max_score=max_score,
        weight=weight,
    )


def test_scores_are_weighted_and_the_result_follows(mark):
    for code, largest, weight, score in (("Quiz", 20, 40, 15), ("End", 100, 60, 50)):
        ComponentMark.objects.create(
            mark=mark, component=component(mark, code, largest, weight), score=score
        )
    mark.refresh_from_db()
    mark.result.refresh_from_db()

    assert (mark.state, mark.score, mark.max_score, mark.grade) == ("present", 60, 100, "B")
    assert mark.result.grade == "B"


def test_a_score_typed_over_components_does_not_stay(mark):
    ComponentMark.objects.create(mark=mark, component=component(mark, "Quiz", 20, 100), score=15)
    mark.refresh_from_db()
    mark.score = 99
    mark.save()

    assert mark.score == 75


def test_a_changed_weight_moves_every_mark_made_of_it(mark):
    quiz, end = component(mark, "Quiz", 20, 40), component(mark, "End", 100, 60)
    ComponentMark.objects.create(mark=mark, component=quiz, score=20)
    ComponentMark.objects.create(mark=mark, component=end, score=0)
    quiz.weight = 60
    quiz.save()
    mark.refresh_from_db()

    assert (mark.score, mark.max_score) == (60, 120)


def test_removing_a_component_mark_combines_what_is_left(mark):
    quiz, end = component(mark, "Quiz", 20, 40), component(mark, "End", 100, 60)
    ComponentMark.objects.create(mark=mark, component=quiz, score=20)
    ComponentMark.objects.create(mark=mark, component=end, score=0).delete()
    mark.refresh_from_db()

    assert (mark.score, mark.max_score) == (40, 40)


def test_a_score_above_the_components_maximum_is_refused(mark):
    with pytest.raises(ValueError, match="above the maximum 20"):
        ComponentMark.objects.create(mark=mark, component=component(mark, "Quiz", 20, 40), score=21)


def test_weights_that_exceed_every_maximum_are_refused(mark):
    component(mark, "Quiz", 20, 6000)
    with pytest.raises(ValidationError, match="come to more than 10000"):
        component(mark, "End", 100, 6000)


def test_the_rules_know_every_kind_of_component():
    assert tuple(Component.Kind.values) == COMPONENT_KINDS
