"""Components become one mark, rounded once."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.components import CombinedMark, ComponentFact, combined
from students.rules.grading import STATES


def component(state="present", score=1000, max_score=2000, weight=1000) -> ComponentFact:
    return ComponentFact(state, score if state == "present" else None, max_score, weight)


def test_each_component_gives_its_weight_in_proportion():
    quiz = component(score=1800, max_score=2000, weight=1000)
    midterm = component(score=2500, max_score=5000, weight=3000)
    final = component(score=7000, max_score=10000, weight=6000)
    assert combined([quiz, midterm, final]) == CombinedMark("present", 6600, 10000)


def test_the_sum_is_rounded_once_and_not_each_part():
    third = component(score=100, max_score=300, weight=1000)
    assert combined([third, third, third]) == CombinedMark("present", 1000, 3000)


def test_half_a_hundredth_goes_up():
    assert combined([component(score=1, max_score=200, weight=100)]).score == 1


@pytest.mark.parametrize(
    ("states", "state", "max_score"),
    [
        (["present", "absent"], "present", 2000),
        (["present", "exempt"], "present", 1000),
        (["absent", "exempt"], "absent", 1000),
        (["absent", "absent"], "absent", 2000),
        (["exempt", "exempt"], "exempt", 2000),
        (["present", "pending"], "pending", 2000),
        (["pending", "withheld"], "withheld", 2000),
        (["withheld", "malpractice"], "malpractice", 2000),
    ],
)
def test_the_states_of_components_decide_the_state_of_the_mark(states, state, max_score):
    mark = combined([component(one) for one in states])
    assert (mark.state, mark.max_score) == (state, max_score)
    assert (mark.score is not None) == (state == "present")


def test_an_absent_component_counts_nothing_and_an_exempt_one_is_left_out():
    assert combined([component(), component("absent")]) == CombinedMark("present", 500, 2000)
    assert combined([component(), component("exempt")]) == CombinedMark("present", 500, 1000)


def test_no_component_is_no_mark():
    with pytest.raises(ValueError, match="at least one component"):
        combined([])


def test_a_component_of_weight_0_counts_nothing_and_holds_nothing_up():
    practice, quiz = component(score=0, weight=0), component()
    assert combined([practice, quiz]) == combined([quiz])
    assert combined([component("pending", weight=0), quiz]) == combined([quiz])
    assert combined([component("absent", weight=0), component("exempt")]).state == "exempt"


def test_with_nothing_but_components_of_weight_0_a_mark_is_pending():
    assert combined([component(weight=0)]) == CombinedMark("pending", None, 10_000)
    assert combined([component("malpractice", weight=0), component()]).state == "malpractice"


@st.composite
def components(draw) -> ComponentFact:
    max_score = draw(st.integers(1, 20_000))
    score, weight = draw(st.integers(0, max_score)), draw(st.integers(0, 10_000))
    return component(draw(st.sampled_from(("present", *STATES))), score, max_score, weight)


@given(st.lists(components(), min_size=1, max_size=6))
def test_a_combined_score_is_the_exact_sum_and_within_its_maximum(parts):
    mark = combined(parts)
    if mark.score is None:
        return
    exact = sum(Fraction(one.score, one.max_score) * one.weight for one in parts if one.score)
    assert mark.score == floor(exact + Fraction(1, 2))
    assert mark.score <= mark.max_score
