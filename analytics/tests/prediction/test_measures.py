"""How good guesses were: figures that do not depend on the order of rows."""

import numpy as np
import pytest

from analytics.prediction.measures import BINS, bins, calibration_error


def test_equal_guesses_are_in_one_bin_in_whatever_order_they_come():
    guess = np.full(300, 0.5)
    outcome = np.repeat([0.0, 1.0], 150)
    assert calibration_error(guess, outcome) == 0
    assert len(bins(guess, outcome)) == 1


def test_guesses_that_all_differ_are_in_bins_of_equal_count():
    guess = np.random.default_rng(1).permutation(np.linspace(0.1, 0.9, 150))
    assert [one.n for one in bins(guess, np.ones(150))] == [150 // BINS] * BINS


def test_fewer_rows_than_bins_are_measured_too():
    assert calibration_error(np.array([0.2, 0.8]), np.array([0.0, 1.0])) == pytest.approx(0.2)
