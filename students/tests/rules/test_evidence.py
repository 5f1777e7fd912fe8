"""Since when a reason lasts, and whether a risk says anything new since a word."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.evidence import (
    AGAIN,
    APPEARED,
    EVERY,
    FALL,
    FALLEN,
    WORSE,
    Evidence,
    News,
    covered,
    news,
)
from students.rules.reasons import ATTENDANCE, AVERAGE
from students.rules.risk import ATTENDANCE_HIGH, ATTENDANCE_MEDIUM, AVERAGE_HIGH, AVERAGE_MEDIUM
from students.rules.spells import BITS, Spells, spells, strength
from students.rules.units import SCALE

bits = st.sampled_from(EVERY)
FIRST = datetime.date(2026, 8, 1)


def day(number):
    return FIRST + datetime.timedelta(days=number)


def days(*found):
    return [(day(number), bits) for number, bits in enumerate(found)]


@pytest.mark.parametrize(
    ("found", "level", "average", "attendance"),
    [
        ((), None, None, None),
        ((0, 0), None, None, None),
        ((AVERAGE_HIGH, 0), None, None, None),
        ((0, AVERAGE_HIGH, AVERAGE_HIGH), 1, 1, None),
        ((AVERAGE_MEDIUM, AVERAGE_HIGH), 1, 1, None),
        ((AVERAGE_HIGH, AVERAGE_MEDIUM), 0, 0, None),
        ((AVERAGE_HIGH, 0, AVERAGE_HIGH), 2, 2, None),
        ((AVERAGE_HIGH, ATTENDANCE_HIGH), 0, None, 1),
        ((ATTENDANCE_MEDIUM, AVERAGE_HIGH | ATTENDANCE_MEDIUM), 1, 1, 0),
    ],
)
def test_a_spell_lasts_while_it_is_as_strong_as_today(found, level, average, attendance):
    since = [None if number is None else day(number) for number in (level, average, attendance)]

    assert spells(days(*found)) == Spells(*since)


@given(st.lists(bits, max_size=8), bits)
def test_a_day_like_the_last_ends_no_spell(found, last):
    once = spells(days(*found, last))

    assert spells(days(*found, last, last)) == once


@given(bits, bits)
def test_what_is_covered_is_no_stronger_by_any_measure(then, now):
    milder = all(strength(now, measure) <= strength(then, measure) for measure in BITS)

    assert (now in covered(then)) == milder


@pytest.mark.parametrize(
    ("then", "now", "since", "told"),
    [
        ((AVERAGE_HIGH, 30), (AVERAGE_HIGH, 30), 0, ()),
        ((AVERAGE_HIGH, 30), (AVERAGE_MEDIUM, 45), 0, ()),
        ((AVERAGE_HIGH, 30), (0, 80), None, ()),
        ((0, 80), (AVERAGE_MEDIUM, 50), 2, (News(AVERAGE, APPEARED),)),
        ((AVERAGE_MEDIUM, 50), (AVERAGE_HIGH, 39), 2, (News(AVERAGE, WORSE),)),
        ((AVERAGE_HIGH, 30), (AVERAGE_HIGH, 30), 2, (News(AVERAGE, AGAIN),)),
        ((AVERAGE_HIGH, 30), (AVERAGE_HIGH, 30), 1, ()),
        ((AVERAGE_HIGH, 30), (AVERAGE_HIGH, 25), 0, (News(AVERAGE, FALLEN),)),
        ((AVERAGE_HIGH, 30), (AVERAGE_HIGH, 26), 0, ()),
    ],
)
def test_what_is_new_since_a_word_of_the_second_day(then, now, since, told):
    before, present = (Evidence(bits, mark * SCALE, None) for bits, mark in (then, now))
    lasting = Spells(average=None if since is None else day(since))

    assert news(before, day(1), present, lasting) == told


def test_a_fall_is_judged_to_the_last_place():
    then = Evidence(ATTENDANCE_HIGH, None, 55 * SCALE)
    since = Spells(attendance=FIRST)
    kept, fallen = (Evidence(ATTENDANCE_HIGH, None, 55 * SCALE - FALL + unit) for unit in (1, 0))

    assert news(then, FIRST, kept, since) == ()
    assert news(then, FIRST, fallen, since) == (News(ATTENDANCE, FALLEN),)
