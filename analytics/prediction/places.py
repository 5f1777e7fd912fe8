"""The place of an amount among those of past students, from the points of a scale; and back."""

from bisect import bisect_left, bisect_right

STEPS = 20  # a scale has one point more: the least, one for each twentieth, the most


def place(points: list[float], value: float) -> float:
    """The share of past students below a value, those who had the same counted half."""
    return (_share(points, value, bisect_left) + _share(points, value, bisect_right)) / 2


def below(points: list[float], value: float) -> float:
    """The share of past students strictly below a value."""
    return _share(points, value, bisect_left)


def amount(points: list[float], share: float) -> float:
    """The amount that has this place; the other way round."""
    at = min(max(share, 0), 1) * STEPS
    low = min(int(at), STEPS - 1)
    return points[low] + (points[low + 1] - points[low]) * (at - low)


def _share(points: list[float], value: float, bisect) -> float:
    at = bisect(points, value)
    if at == 0 or at == len(points):
        return float(at > 0)
    low, high = points[at - 1], points[at]
    part = (value - low) / (high - low) if high > low else 0
    return (at - 1 + part) / STEPS
