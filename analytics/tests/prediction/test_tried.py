"""Trying a version: nothing changed says what it said, and each amount moves what it should."""

import datetime
from math import isnan

import pytest

from analytics.models import Prediction
from analytics.prediction.scoring import score
from analytics.prediction.tried import Start, answer, week_of
from analytics.tests.prediction.registers import online_term
from analytics.tests.prediction.trained import trained
from students.tests import factories

pytestmark = pytest.mark.django_db
RUNNING = datetime.date(2026, 8, 5)
MILLION = 1_000_000


@pytest.fixture
def version():
    return trained(factories.institution())


@pytest.fixture
def said(version):
    """The guesses of a running term, by how sure they are."""
    online_term(version.institution, "2026-ODD", 2026, students=9)
    score([version], RUNNING)
    return list(Prediction.objects.order_by("millionths"))


def chance(start, **typed):
    return answer(start, typed).chance


def test_a_real_student_unchanged_is_given_what_was_stored(version, said):
    for one in said:
        start = Start(version, week_of(one, version), one)

        assert round(chance(start) * MILLION) == one.millionths
        assert round(chance(start, **start.amounts) * MILLION) == one.millionths


def test_a_real_student_changed_is_changed_in_that_alone(version, said):
    one = said[0]
    start = Start(version, week_of(one, version), one)
    silent = answer(start, {**start.amounts, "silent_days": 40})

    assert silent.chance > chance(start)
    assert start.values == Start(version, start.week, one).values


def test_counts_of_the_day_of_a_guess_are_not_told_of_another_week(said, version):
    one = said[0]
    week = week_of(one, version)
    then, later = (Start(version, at, one).values for at in (week, week + 2))

    assert not isnan(then["told_days_4w"])
    assert isnan(later["told_days_4w"])
    assert isnan(later["told_mean_days_4w"])


def test_what_a_mentor_would_expect_moves_the_chance(version):
    start = Start(version, 4)

    assert chance(start, silent_days=30) > chance(start, silent_days=0)
    assert chance(start, login_days=0.2) > chance(start, login_days=4)
    assert chance(start, handed_in=0) > chance(start, handed_in=100)
    assert chance(start, handed_in=100, midterm=10) > chance(start, handed_in=100, midterm=90)


def test_what_is_typical_is_no_reason_and_what_is_not_is_one(version):
    start = Start(version, 4)

    assert answer(start, {}).reasons == []
    assert answer(start, {"handed_in": 0}).reasons[0].pull > 0


def test_it_names_what_was_not_said_and_what_has_no_effect(version):
    found = answer(Start(version, 4), {"handed_in": 50})

    assert "handed_in" not in found.not_known
    assert "login_days" in found.not_known
    assert {"attendance", "attendance_lately"} <= set(found.unlearnt)  # no class was ever held


def test_what_has_no_effect_has_none(version):
    start = Start(version, 4)

    assert chance(start, attendance=0) == chance(start, attendance=100) == chance(start)


def test_where_nothing_was_due_work_says_nothing(version):
    found = answer(Start(version, 4), {}, nothing_due=True)

    assert 0 < found.chance < 1
    assert "work" not in {one.theme for one in found.reasons}


def test_it_says_how_sure_it_is_by_the_test_of_the_week(version):
    sure = answer(Start(version, 4), {"handed_in": 0, "login_days": 0, "silent_days": 28}).certainty

    assert sure.low < sure.share <= sure.high
    assert sure.n > 0


@pytest.mark.parametrize("week", [0, 1, 3, 30, 52])
def test_any_week_can_be_asked(version, week):
    start = Start(version, week)

    assert 0 < chance(start, **start.amounts) < 1
