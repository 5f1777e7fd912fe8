"""Colours that stand side by side in a chart stay apart for every kind of colour vision."""

from itertools import combinations, pairwise

import pytest

from students.tests.colour_vision import SIMULATIONS, distance
from students.tests.test_look import THEMES, colours

CHART, RAMP = 7.5, 6.0
GRADES = [f"grade-{grade}" for grade in ("a-plus", "a", "b", "c", "d", "f")]
RISKS = [f"risk-{level}" for level in ("high", "medium", "low", "unknown")]
CATEGORIES = [f"category-{place}" for place in range(1, 9)]
RAMPS = [[f"{ramp}-{step}" for step in range(1, 8)] for ramp in ("sequential", "diverging")]


def smallest(theme, vision, pairs):
    """Give the smallest distance among pairs of token names."""
    colour = colours(theme)
    return min(distance(colour[one], colour[other], vision) for one, other in pairs)


def ring(names):
    """Give each name with its neighbour round a doughnut."""
    return [*pairwise(names), (names[-1], names[0])]


def test_the_distances_are_the_known_ones():
    assert round(distance("#000000", "#ffffff"), 1) == 100
    assert round(smallest("light", "normal", ring(GRADES)), 1) == 12.2


@pytest.mark.parametrize("vision", SIMULATIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_neighbours_in_a_chart_are_told_apart(theme, vision):
    pairs = [*ring(GRADES), *combinations(RISKS, 2), *combinations(CATEGORIES, 2)]
    pairs += [("bar", "bar-muted"), ("positive", "negative")]
    assert smallest(theme, vision, pairs) >= CHART


@pytest.mark.parametrize("vision", SIMULATIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("steps", RAMPS, ids=lambda steps: steps[0][:-2])
def test_neighbouring_steps_of_a_heat_map_are_told_apart(steps, theme, vision):
    assert smallest(theme, vision, pairwise(steps)) >= RAMP
