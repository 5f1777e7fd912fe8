"""Nobody, one student, nothing to divide by: empty, missing and zero are three things."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kpis import KPIS
from analytics.kpis.dropout_risk_score import chance
from analytics.kpis.kpi import NUMBER, POINTS, SHARE, Counted
from analytics.kpis.trainer_effectiveness import sums_of
from analytics.kpis.weighing import blended
from analytics.kpis.words import exact_text, figure_text, weight_text
from analytics.metrics.learners import last_weeks
from analytics.metrics.trainings import Progress
from analytics.models import KpiWeights
from analytics.precincts import Cell
from analytics.tests.kpis.worlds import TODAY, pay, readings, values, worked
from students.models import FeeDue, TrainerRating
from students.rules.units import HUNDRED, SCALE
from students.tests import factories as make

counted = st.builds(
    lambda numbers, parts: Counted(*numbers, parts),
    st.tuples(st.integers(-(10**12), 10**12), st.integers(0, 10**9), st.integers(0, 10**6)),
    st.sampled_from([{}, {"a": (3, 1)}, {"b": (-2, 4)}, {"a": (5, 0), "b": (7, 2)}]),
)
USUAL = {"base": Fraction(-4), "absence": Fraction(3, 5), "delay": Fraction(1, 2)}


@given(counted, counted, counted)
def test_cells_add_up_in_whichever_order(one, two, three):
    assert (one + two) + three == three + (two + one)


def test_a_part_that_is_missing_leaves_no_blend_and_one_without_weight_is_not_asked_for():
    weights = {"a": Fraction(1), "b": Fraction(1)}
    assert blended({"a": 10, "b": None}, weights) is None
    assert blended({"a": 10, "b": None}, {"a": Fraction(1), "b": Fraction(0)}) == 10
    assert blended({"a": 10, "b": 0}, weights) == 5
    assert blended({"a": 10}, {"a": Fraction(0)}) is None


def test_a_ratio_of_nothing_is_empty_and_a_sum_of_nothing_is_not():
    assert SHARE.value(0, 0) is None
    assert SHARE.value(0, 5) == 0
    assert NUMBER.value(0, 0) == 0


def test_figures_are_rounded_half_up_with_a_real_minus_and_no_minus_nought():
    assert figure_text(Fraction(-12345675, 10), POINTS) == "−12,34,567.50"
    assert figure_text(Fraction(5, 1000), POINTS) == "0.01"
    assert figure_text(Fraction(-1, 1000), POINTS) == "0.00"
    assert exact_text(Fraction(-3, 2), POINTS) == "-1.50"
    assert [weight_text(Fraction(text)) for text in ("0.6", "-4", "40")] == ["0.6", "−4", "40"]


@given(st.integers(0, HUNDRED), st.integers(0, 900))
def test_the_risk_falls_with_attendance_and_rises_with_delay_between_0_and_100(percent, days):
    here = chance(percent, days, USUAL)
    assert 0 <= here <= HUNDRED
    assert chance(max(percent - SCALE, 0), days, USUAL) >= here
    assert chance(percent, days + 30, USUAL) >= here


def test_the_risks_that_the_file_names():
    named = {(100, 0): "1.80", (75, 0): "7.59", (60, 60): "35.43"}
    for (percent, days), text in named.items():
        found = Fraction(chance(percent * SCALE, days, USUAL), SCALE)
        assert figure_text(found, POINTS) == text


def test_where_all_others_were_equal_before_their_mean_is_expected():
    others = sums_of([Progress(Cell(1), 50, now) for now in (40, 50, 60)])
    assert others.expected(70) == 50


@pytest.mark.parametrize(("days", "weeks"), [(6, None), (7, (0, 1)), (35, (1, 5)), (400, (22, 26))])
@pytest.mark.django_db
def test_the_last_whole_weeks_of_a_term(days, weeks):
    term = make.term()  # of 184 days, 26 weeks
    assert last_weeks(term, term.starts_on + datetime.timedelta(days=days)) == weeks


@pytest.fixture
def alone(db):
    """One student with attendance and nothing else."""
    result = make.result(make.term())
    make.attendance(result, percent=0)
    return result


def test_one_student_who_never_came_is_at_0_and_the_rest_is_empty(alone):
    found = values(make.member("principal", alone.institution))
    assert found["attendance_rate"] == 0
    assert found["pass_rate"] is None
    assert found["student_efficiency_score"] is None
    assert found["active_learner_score"] is None
    assert found["collection_rate"] is None
    assert found["overdue_fees"] is None
    assert found["batch_quality_index"] is None
    assert figure_text(found["dropout_risk_score"], POINTS) == "88.08"  # z = −4 + 6


@pytest.mark.django_db
@pytest.mark.parametrize("weight", ["1", "0"])
def test_a_rating_of_four_answers_is_unknown_to_a_principal_too(weight):
    of = worked().institution
    TrainerRating.objects.first().delete()
    weights = {"rating": weight, "average": "1", "activity": "1"}
    KpiWeights.objects.create(institution=of, kpi="batch_quality_index", weights=weights)
    one = readings(make.member("principal", of)).of(KPIS["batch_quality_index"])
    assert "rating" not in one.found.parts
    assert (one.value is None) == (weight == "1")


def test_a_part_that_is_not_kept_can_be_given_no_weight(alone):
    make.mark(alone, score=50)
    KpiWeights.objects.create(
        institution=alone.institution,
        kpi="student_efficiency_score",
        weights={"attendance": "1", "tests": "1", "submissions": "0"},
    )
    found = values(make.member("principal", alone.institution))
    assert found["student_efficiency_score"] == 25


def test_what_is_due_today_is_not_overdue_and_what_is_paid_is_zero_not_empty(alone):
    person = make.member("principal", alone.institution)
    FeeDue.objects.create(student=alone.student, code="I1", due_on=TODAY, amount=100)
    found = values(person)
    assert found["collection_rate"] == 0
    assert found["overdue_fees"] == 0
    tomorrow = TODAY + datetime.timedelta(days=1)
    FeeDue.objects.create(student=alone.student, code="I2", due_on=tomorrow, amount=900)
    pay(alone.student, 100, "2026-09-20")
    assert values(person)["collection_rate"] == 100


def test_what_is_given_back_is_not_collected(alone):
    person = make.member("principal", alone.institution)
    FeeDue.objects.create(student=alone.student, code="I1", due_on=TODAY, amount=100)
    pay(alone.student, 80, "2026-09-01")
    pay(alone.student, 30, "2026-09-02", kind="refund")
    assert values(person)["collection_rate"] == 50
