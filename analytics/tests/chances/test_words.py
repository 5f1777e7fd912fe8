"""Chances in words: never certain, told against what is usual, with what came of such guesses."""

import pytest

from analytics.chances.words import (
    chance_words,
    change_words,
    points_of,
    reason_lines,
    such_words,
    without,
)
from analytics.models.predictions import MILLION
from analytics.prediction.certainties import SO_HIGH, SO_LOW, SO_MUCH, UNTESTED, Certainty, bounds
from analytics.tests.chances.conftest import FACTS, INPUTS, PULLS

FIGURES = dict(zip(INPUTS, FACTS, strict=True))


@pytest.mark.parametrize(
    ("millionths", "words"),
    [
        (0, "under 1 %"),
        (4_999, "under 1 %"),
        (5_000, "1 %"),
        (784_999, "78 %"),
        (785_000, "79 %"),
        (994_999, "99 %"),
        (995_000, "over 99 %"),
        (MILLION, "over 99 %"),
    ],
)
def test_a_chance_is_a_whole_percent_and_never_certain(millionths, words):
    assert chance_words(millionths).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("target", "share", "n", "words"),
    [
        ("at_risk", 0.75, 40, "About 8 of 10 such students failed or withdrew (30 of 40 in the"),
        ("fail", 0.75, 40, "About 8 of 10 such students failed (30 of 40 in the test; 60–86 %)."),
        ("dropout", 0.02, 100, "Hardly any such student withdrew (2 of 100 in the test; 1–7 %)."),
        ("fail", 1.0, 9, "Nearly all such students failed (9 of 9 in the test; 70–100 %)."),
    ],
)
def test_it_is_said_what_came_of_such_students(target, share, n, words):
    sure = Certainty(share, *bounds(share, n), n)
    assert such_words(sure, "", target).replace("\u00a0", " ").startswith(words)


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        (UNTESTED, "was not tested so late"),
        (SO_HIGH, "so high a chance"),
        (SO_LOW, "so low a chance"),
        (SO_MUCH, "about this chance"),
    ],
)
def test_where_nothing_is_sure_it_is_said_why(doubt, words):
    assert words in such_words(None, doubt, "fail")


def test_a_theme_that_pulls_nothing_moves_nothing():
    assert without(400_000, 0.0) == pytest.approx(0.4)
    assert points_of(400_000, 0.0) == 0


def test_a_theme_raises_a_chance_by_as_much_as_it_would_fall_without_it():
    assert without(500_000, 0.6931) == pytest.approx(1 / 3, abs=1e-4)  # odds of 1 to 1, halved
    assert points_of(500_000, 0.6931) == 17
    assert points_of(500_000, -0.6931) == -17


@pytest.mark.parametrize("millionths", [0, MILLION])
def test_also_what_is_as_good_as_certain_can_be_told(millionths):
    assert 0 <= without(millionths, 1.0) <= 1


def test_reasons_are_the_facts_with_the_points_they_moved():
    lines = reason_lines(780_000, FIGURES, PULLS)
    assert [(line.theme, line.points_words) for line in lines] == [
        ("work", "34 pts more"),
        ("recent_activity", "10 pts more"),
    ]
    assert lines[0].sentence == "Handed in 25\u00a0% of what was due, the last 3 are missing"


def test_what_lowered_a_chance_says_so():
    (line,) = reason_lines(200_000, FIGURES, {"work": -0.5})
    assert (line.raises, line.points_words) == (False, "9 pts less")


def test_what_would_change_it_is_the_strongest_that_can_still_be_changed():
    pulls = {"course": 2.0, "work": 1.5}
    inputs = FIGURES | {"course_there": 100, "course_gone": 30}
    lines = reason_lines(780_000, inputs, pulls)
    assert [line.theme for line in lines] == ["course", "work"]
    assert "work handed in as is usual, the guess would be about 44" in change_words(
        780_000, lines, pulls
    )


def test_what_changes_little_is_not_told():
    lines = reason_lines(780_000, FIGURES, {"work": 0.15})
    assert change_words(780_000, lines, {"work": 0.15}) == ""


def test_a_chance_under_one_percent_is_not_said_to_be_about_that():
    lines = reason_lines(780_000, FIGURES, {"work": 9.0})
    words = change_words(780_000, lines, {"work": 9.0})
    assert words.endswith("the guess would be under 1\u00a0%.")
