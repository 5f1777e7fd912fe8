"""Where one stands within a course: figures that mean the same in large and small courses."""

import numpy as np

HALF = 0.5


def ranks(values: np.ndarray) -> np.ndarray:
    """The share of the course below each value, ties counted half; NaN where there is no value."""
    found = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if len(known):
        ordered = np.sort(values[known])
        below = np.searchsorted(ordered, values[known], "left")
        within = np.searchsorted(ordered, values[known], "right")
        found[known] = (below + within) / 2 / len(known)
    return found


def shares_below(values: np.ndarray) -> np.ndarray:
    """The share of the course strictly below each value; NaN where there is no value."""
    found = np.full(len(values), np.nan)
    known = np.flatnonzero(~np.isnan(values))
    if len(known):
        below = np.searchsorted(np.sort(values[known]), values[known], "left")
        found[known] = below / len(known)
    return found


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """`above / below`, NaN where there is nothing to divide by."""
    found = np.full(len(above), np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found
