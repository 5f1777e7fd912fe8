"""Grades come from whole sums and counts, never from a rounded average."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.grading import (
    STATES,
    MarkFact,
    band_index,
    grade,
    mark_percent,
    passed,
    result_figures,
    subject_grade,
)
from students.rules.policy import PAPER_POLICY
from students.rules.units import SCALE
from students.tests.rules.oracle import expected
from students.tests.rules.strategies import (
    TypedMark,
    boundary_marks,
    boundary_sums,
    mark_lists,
    policies,
)


def present(*percents: str) -> list[MarkFact]:
    return [MarkFact("present", int(Decimal(percent) * SCALE)) for percent in percents]


@pytest.mark.parametrize(
    ("average", "letter"),
    [
        ("100", "A+"),
        ("90", "A+"),
        ("89.9999999999", "A"),
        ("75", "A"),
        ("74.9999999999", "B"),
        ("60", "B"),
        ("50", "C"),
        ("40", "D"),
        ("39.9999999999", "F"),
        ("0", "F"),
    ],
)
def test_a_band_is_reached_at_its_line_and_not_a_unit_below(average, letter):
    assert grade(PAPER_POLICY, int(Decimal(average) * SCALE), 1) == letter


def test_one_unit_below_the_line_in_five_subjects_is_the_lower_grade():
    """Divided and rounded, this average would be 90.0000000000."""
    figures = result_figures(PAPER_POLICY, present("90", "90", "90", "90", "89.9999999999"))
    assert figures.average == 90 * SCALE
    assert figures.grade == "A"


def test_mixed_maxima_weigh_alike():
    marks = [TypedMark("present", *pair).fact for pair in ((1350, 1500), (100, 300), (4500, 7500))]
    figures = result_figures(PAPER_POLICY, marks)
    assert figures.mark_sum == 900000000000 + 333333333333 + 600000000000
    assert figures.average == 611111111111
    assert figures.grade == "B"


def test_no_mark_is_no_grade_and_no_fail():
    figures = result_figures(PAPER_POLICY, [])
    assert (figures.grade, figures.average, figures.registered) == ("", None, 0)
    assert passed(PAPER_POLICY, 0, 0) is None
    assert band_index(PAPER_POLICY, 0, 0) is None
    assert subject_grade(PAPER_POLICY, None) == ""


def test_an_absence_counts_nothing_and_fails_the_subject():
    figures = result_figures(PAPER_POLICY, [*present("80"), MarkFact("absent", 0)])
    assert (figures.average, figures.mark_count, figures.failed) == (40 * SCALE, 2, 1)


def test_an_exempt_subject_is_left_out_for_good():
    figures = result_figures(PAPER_POLICY, [*present("80"), MarkFact("exempt")])
    assert (figures.average, figures.registered, figures.provisional) == (80 * SCALE, 1, False)


def test_a_pending_subject_makes_the_result_provisional():
    figures = result_figures(PAPER_POLICY, [*present("80", "70", "60", "50"), MarkFact("pending")])
    assert (figures.mark_count, figures.registered, figures.provisional) == (4, 5, True)
    assert figures.grade == "B"


@pytest.mark.parametrize("state", ["withheld", "malpractice"])
def test_a_withheld_subject_withholds_the_whole_result(state):
    figures = result_figures(PAPER_POLICY, [*present("80", "20"), MarkFact(state)])
    assert (figures.mark_sum, figures.mark_count, figures.average) == (0, 0, None)
    assert (figures.grade, figures.withheld) == ("", True)
    assert (figures.registered, figures.failed) == (3, 1)


def test_a_present_mark_without_a_score_is_an_error():
    with pytest.raises(ValueError, match="needs a score"):
        mark_percent("present", None, 10000)


@pytest.mark.parametrize("state", sorted(set(STATES) - {"present", "absent"}))
def test_other_states_have_no_percent(state):
    assert mark_percent(state, None, 10000) is None


@given(policies, mark_lists)
def test_figures_are_what_fractions_say(policy, marks):
    _equal_to_the_oracle(policy, marks)


@given(policies.flatmap(lambda policy: st.tuples(st.just(policy), boundary_marks(policy))))
def test_figures_at_the_boundaries_are_what_fractions_say(case):
    _equal_to_the_oracle(*case)


@given(policies, st.integers(1, 8))
def test_more_marks_never_make_a_grade_worse(policy, count):
    places = [band_index(policy, total, count) for total in boundary_sums(policy, count)]
    assert places == sorted(places, reverse=True)


def _equal_to_the_oracle(policy, marks):
    figures = result_figures(policy, [mark.fact for mark in marks])
    wanted = expected(policy.definition(), marks, None)
    for name in figures.__dataclass_fields__:
        assert getattr(figures, name) == getattr(wanted, name), name
