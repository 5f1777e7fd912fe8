"""The coefficients of the Dropout Risk Score from an institution's own finished terms.

Maximum likelihood by Newton's method, from 0. The likelihood of a logistic model is concave, so
what is found is the only maximum; it has converged when no coefficient moves by 1e-10 any more.
Where the inputs tell those who left from those who stayed without a fault there is no maximum: the
coefficients grow without end, and nothing is said. Ten leavers and ten stayers are asked for each
of the three coefficients: Peduzzi et al., J. Clin. Epidemiol. 49 (1996) 1373.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, isfinite

from analytics.kpis.dropout_risk_score import ABSENCE, BASE, DELAY, features
from analytics.metrics.leavings import Leaving

LEAST = 30  # who left, and who stayed
STEPS = 50
STILL = 1e-10
LARGEST = 50.0
PLACES = 4

Row = tuple[float, float, float]  # 1, tens of points missed, months of delay


@dataclass(frozen=True)
class Fit:
    """Coefficients as texts by their names; none where `why_not` says why."""

    numbers: Mapping[str, str]
    students: int
    left: int
    why_not: str = ""


FEW, ENDLESS = "few", "endless"


def fit(leavings: Iterable[Leaving]) -> Fit:
    """From students of finished terms; `why_not` is "few" or "endless"."""
    leavings = list(leavings)
    left = sum(one.left for one in leavings)
    if min(left, len(leavings) - left) < LEAST:
        return Fit({}, len(leavings), left, FEW)
    found = maximum(Counter((_row(one), one.left) for one in leavings))
    if found is None:
        return Fit({}, len(leavings), left, ENDLESS)
    texts = (f"{number:.{PLACES}f}" for number in found)
    return Fit(dict(zip((BASE, ABSENCE, DELAY), texts, strict=True)), len(leavings), left)


def maximum(counts: Mapping[tuple[Row, bool], int]) -> Row | None:
    """Where the likelihood is highest; None where it is nowhere."""
    numbers = (0.0, 0.0, 0.0)
    for _ in range(STEPS):
        step = _step(numbers, counts)
        if step is None:
            return None
        numbers = tuple(one + by for one, by in zip(numbers, step, strict=True))
        if not all(isfinite(one) and abs(one) <= LARGEST for one in numbers):
            return None
        if max(map(abs, step)) < STILL:
            return numbers
    return None


def _row(one: Leaving) -> Row:
    absence, delay = features(one.attendance, one.days_late)
    return 1.0, float(absence), float(delay)


def _step(numbers: Row, counts: Mapping[tuple[Row, bool], int]) -> Row | None:
    """The slope divided by the curvature; None where the curvature has no inverse."""
    slope, bend = [0.0] * 3, [[0.0] * 3 for _ in range(3)]
    for (row, left), times in sorted(counts.items()):
        z = sum(number * value for number, value in zip(numbers, row, strict=True))
        chance = 1 / (1 + exp(-max(min(z, 700.0), -700.0)))
        for i in range(3):
            slope[i] += times * (left - chance) * row[i]
            for j in range(3):
                bend[i][j] += times * chance * (1 - chance) * row[i] * row[j]
    return _solved(bend, slope)


def _solved(matrix: list[list[float]], values: list[float]) -> Row | None:
    """x of matrix · x = values, by elimination with the largest pivot."""
    rows = [[*line, value] for line, value in zip(matrix, values, strict=True)]
    for place in range(3):
        best = max(range(place, 3), key=lambda number: abs(rows[number][place]))
        rows[place], rows[best] = rows[best], rows[place]
        if abs(rows[place][place]) < 1e-12:
            return None
        for other in range(3):
            if other != place:
                by = rows[other][place] / rows[place][place]
                rows[other] = [a - by * b for a, b in zip(rows[other], rows[place], strict=True)]
    return tuple(rows[place][3] / rows[place][place] for place in range(3))
