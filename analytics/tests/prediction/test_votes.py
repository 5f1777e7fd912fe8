"""Trees asked one by one say what scikit-learn says of them together, to the last bit."""

import numpy as np
import pytest

from analytics.prediction.learners import boosting, log_odds
from analytics.prediction.votes import votes

COLUMNS = 6


@pytest.fixture(scope="module")
def rows():
    found = np.random.default_rng(0).normal(size=(400, COLUMNS)).round(4)
    found[::7, 1] = np.nan
    return found


@pytest.fixture(scope="module")
def trees(rows):
    outcome = np.nan_to_num(rows[:, 0] + rows[:, 1] * rows[:, 2]) + rows[:, 3] > 0
    return boosting().fit(rows, outcome)


def test_they_say_together_what_scikit_learn_says(rows, trees):
    assert np.array_equal(votes(trees, rows).log_odds(), log_odds(trees, rows))


@pytest.mark.parametrize("changed", [[0], [1], [2, 3], [5], list(range(COLUMNS)), []])
def test_where_some_inputs_are_others_too(rows, trees, changed):
    columns = np.isin(np.arange(COLUMNS), changed)
    others = np.where(columns, np.nanmedian(rows, axis=0), rows)
    found = votes(trees, rows).moved(others, columns)
    assert np.array_equal(found.log_odds(), log_odds(trees, others))


def test_a_tree_that_looks_at_nothing_changed_is_not_asked_again(rows, trees):
    first = votes(trees, rows)
    columns = np.arange(COLUMNS) == 0
    second = first.moved(np.where(columns, 0, rows), columns)
    kept = sum(one is other for one, other in zip(first.said, second.said, strict=True))
    assert 0 < kept < len(first.said)
