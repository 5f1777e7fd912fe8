"""The coefficients are those of the likelihood's maximum, or none."""

from collections import Counter
from fractions import Fraction
from math import exp, log

import pytest

from analytics.kpis import KPIS
from analytics.kpis.fits import ENDLESS, FEW, fit, maximum
from analytics.kpis.histories import EVERYBODY
from analytics.kpis.settings import fit_unless_chosen, setting_of, whole_precinct
from analytics.metrics.leavings import Leaving
from analytics.models import KpiWeights
from analytics.tests.kpis.worlds import TODAY
from students.models import FeeDue, TermResult
from students.rules.units import SCALE
from students.tests import factories as make

SLUG = "dropout_risk_score"


def of(percent, days, left, times):
    return [Leaving(percent * SCALE, days, left)] * times


def four_groups():
    """Odds of leaving: 1 to 9 with both, tripled by 10 points missed, doubled by 30 days late."""
    return [
        *of(100, 0, True, 30), *of(100, 0, False, 270),
        *of(90, 0, True, 75), *of(90, 0, False, 225),
        *of(100, 30, True, 40), *of(100, 30, False, 180),
        *of(90, 30, True, 80), *of(90, 30, False, 120),
    ]  # fmt: skip


def test_coefficients_of_groups_whose_odds_multiply_are_the_logarithms_of_their_odds():
    found = fit(four_groups())
    numbers = {name: float(text) for name, text in found.numbers.items()}
    assert numbers["base"] == pytest.approx(log(1 / 9), abs=5e-5)
    assert numbers["absence"] == pytest.approx(log(3), abs=5e-5)
    assert numbers["delay"] == pytest.approx(log(2), abs=5e-5)
    assert (found.students, found.left) == (1020, 225)


def test_at_the_maximum_as_many_leave_as_were_expected_to():
    counts = Counter({((1.0, 1.0, 0.0), True): 3, ((1.0, 1.0, 0.0), False): 4})
    counts |= {((1.0, 2.0, 1.0), True): 5, ((1.0, 2.0, 1.0), False): 2, ((1.0, 0.0, 2.0), True): 1}
    counts |= {((1.0, 0.0, 2.0), False): 6}
    base, absence, delay = maximum(counts)
    expected = sum(
        times / (1 + exp(-(base + absence * row[1] + delay * row[2])))
        for (row, _), times in counts.items()
    )
    assert expected == pytest.approx(9, abs=1e-9)


def test_few_and_a_faultless_divide_are_not_fitted():
    assert fit(of(90, 0, True, 29) + of(100, 0, False, 90)).why_not == FEW
    apart = (
        of(40, 0, True, 20) + of(50, 60, True, 20) + of(95, 0, False, 20) + of(90, 30, False, 20)
    )
    assert fit(apart).why_not == ENDLESS
    assert fit(of(90, 0, True, 40) + of(90, 0, False, 40)).why_not == ENDLESS


@pytest.fixture
def history(db):
    """A finished term of 35 who left and 35 who stayed, mixed."""
    term = make.term(code="2025-ODD", year=2025)
    make.term(term.institution)
    with TermResult.objects.refreshing():
        for number in range(70):
            left = number % 2 == 0
            status = "withdrawn" if left else "active"
            result = make.result(term, status=status)
            make.attendance(result, percent=(60 if left else 70) + number // 2 % 3 * 15)
            if number % 3 == 0:
                due = {"code": "I1", "due_on": "2025-10-01", "amount": 100}
                FeeDue.objects.create(student=result.student, **due)
    return term.institution


def test_a_history_that_suffices_is_fitted_once_and_not_over_a_choice(history):
    precinct = whole_precinct(EVERYBODY, history, TODAY)
    stored = fit_unless_chosen(precinct)
    assert stored.learnt_from == 70
    assert Fraction(stored.weights["absence"]) > 0
    assert fit_unless_chosen(precinct) is None  # it is what is in force
    chosen = {"base": "-3", "absence": "1", "delay": "1"}
    KpiWeights.objects.create(institution=history, kpi=SLUG, weights=chosen)
    assert fit_unless_chosen(precinct) is None
    assert setting_of(history, KPIS[SLUG]).weights == chosen
