"""Factors of being lost, of courses made by hand, with exact numbers."""

from fractions import Fraction

import pytest

from analytics.dashboards.engagement_insights import insights
from analytics.metrics.engagement.bands import bands
from analytics.metrics.engagement.factors import FACTORS, Effect, effects
from analytics.metrics.engagement.intervals import Fourfold, difference
from analytics.tests.metrics.engagement.courses import (
    FAILED,
    PASSED,
    START,
    WITHDRAWN,
    day,
    enrolled,
    first_work,
    handed_in,
    past_term,
    study,
)
from students.models import ComponentMark, Enrolment, TermResult
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def effect(found, name):
    return next((one for one in found if one.factor.name == name), None)


def table_of(one):
    return (one.table.met, one.table.count, one.table.other_met, one.table.other_count)


def test_factors_compare_those_still_enrolled_on_their_day():
    term = past_term()
    work = first_work(term, due=20)
    for outcome, days, on in (
        (FAILED, (0, 0, 3), None),
        (FAILED, (1,), 21),
        (PASSED, (2,), 20),
        (PASSED, (3,), 5),
        (PASSED, (0, 0, 1), 19),
    ):
        one = enrolled(term, outcome, days, previous_attempts=0)
        if on is not None:
            handed_in(one, work, on)
    enrolled(term, WITHDRAWN, left=10, previous_attempts=2)  # gone when the factors are known
    enrolled(term, "", (1,))  # whose end is not known
    found = effects(study(term))

    assert table_of(effect(found, "inactive")) == (1, 2, 1, 3)
    assert table_of(effect(found, "work_missing")) == (2, 2, 0, 3)
    assert effect(found, "work_missing").days == (20, 20)
    assert table_of(effect(found, "attempted_before")) == (1, 1, 2, 5)
    assert effect(found, "no_video") is effect(found, "no_post") is None
    assert effect(found, "inactive").difference.value == Fraction(1, 6)
    assert not any(one.is_told for one in found)


def test_attendance_of_the_first_weeks_is_held_to_the_policy():
    term = past_term()
    for outcome, states in (
        (FAILED, "PAAA"),
        (PASSED, "PPPP"),
        (PASSED, "PPPA"),
        (PASSED, "EPPP"),
        (FAILED, "EEEP"),
    ):
        one = enrolled(term, outcome)
        make.presences(one.result, states, start=START)
        make.presences(one.result, "AAAA", start=day(28))  # too late to be known early
    found = effects(study(term))

    assert table_of(effect(found, "rarely_there")) == (2, 2, 0, 3)


def test_what_is_large_and_clear_is_told():
    term = past_term()
    for number in range(40):
        enrolled(term, FAILED if number < 32 else PASSED)
        enrolled(term, PASSED if number < 32 else FAILED, (3, 3))
    found = effect(effects(study(term)), "inactive")

    assert table_of(found) == (32, 40, 8, 40)
    assert found.is_told
    assert found.difference.value == Fraction(3, 5)


def test_a_factor_is_as_large_as_the_courses_that_have_both():
    term = past_term()
    for number in range(8):
        enrolled(term, FAILED if number < 4 else PASSED, () if number < 4 else (2,))
    for _ in range(40):
        enrolled(term, FAILED, (), title="Physics")
    for _ in range(40):
        enrolled(term, PASSED, (3,), title="Biology")
    silent = Enrolment.objects.filter(subject__title="Physics").first()
    make.week(silent, 5)  # so that Physics keeps a record, and all in it did nothing early
    found = effect(effects(study(term)), "inactive")

    assert table_of(found) == (44, 44, 0, 44)
    assert (found.compared.count, found.compared.other_count) == (4, 4)
    assert found.difference.is_clear
    assert not found.is_told


def test_where_all_courses_together_say_the_contrary_nothing_is_said():
    factor = FACTORS[0]
    table, within = Fourfold(50, 100, 10, 100), Fourfold(10, 100, 50, 100)
    one = Effect(factor, table, difference(within), table)

    assert one.difference.is_clear
    assert one.is_large
    assert not one.is_told
    assert Effect(factor, within, difference(within), within).is_told


def test_who_registers_late_is_in_no_factor_and_no_fifth():
    term = past_term()
    for number in range(4):
        days = () if number == 0 else (number, 1)
        enrolled(term, FAILED if number < 2 else PASSED, days, registered_on=day(0))
    enrolled(term, FAILED, (), registered_on=day(9))
    found = study(term)

    assert table_of(effect(effects(found), "inactive")) == (1, 1, 1, 3)
    assert sum(one.enrolled for one in bands(found)) == 4


def test_work_with_a_score_and_no_day_is_neither_missing_nor_in():
    term = past_term()
    work = first_work(term, due=20)
    for outcome, on in ((FAILED, None), (PASSED, 10), (PASSED, 12)):
        one = enrolled(term, outcome)
        if on:
            handed_in(one, work, on)
    undated = enrolled(term, PASSED)
    handed_in(undated, work, 10)
    with TermResult.objects.refreshing([undated.result_id]):
        ComponentMark.objects.filter(mark__result=undated.result).update(submitted_on=None)

    assert table_of(effect(effects(study(term)), "work_missing")) == (1, 1, 0, 2)


def test_the_most_active_may_wait_only_where_few_of_them_were_lost():
    most_active = next(one for one in FACTORS if one.name == "most_active")
    few, many = Fourfold(5, 100, 60, 100), Fourfold(30, 100, 60, 100)
    scope = study(past_term()).scope
    said = [
        insights(scope, [Effect(most_active, one, difference(one), one)], []).rows[0].advice
        for one in (few, many)
    ]

    assert said[0].endswith("for later.")
    assert said[1].startswith("Look at the others first")
