"""A figure's days as a small line."""

from dataclasses import dataclass

from analytics.dashboards.kpi_words import trend_words
from analytics.kpis.histories import Point
from analytics.kpis.kpi import Kpi

WIDTH, HEIGHT, EDGE = 64, 26, 3


@dataclass(frozen=True)
class Spark:
    """A line in a box of 64 by 26 with its last point; `words` say what it shows."""

    points: str
    x: int
    y: int
    words: str


def spark(kpi: Kpi, line: list[Point]) -> Spark | None:
    """None of fewer than two days."""
    if len(line) < 2:
        return None
    low, high = min(one.value for one in line), max(one.value for one in line)
    first, days = line[0].day, (line[-1].day - line[0].day).days
    places = []
    for one in line:
        up = (one.value - low) / (high - low) if high > low else 0
        x = EDGE + (WIDTH - 2 * EDGE) * (one.day - first).days // days
        places.append((x, HEIGHT - EDGE - int((HEIGHT - 2 * EDGE) * up)))
    points = " ".join(f"{x},{y}" for x, y in places)
    return Spark(points, *places[-1], trend_words(kpi, line[0], line[-1]))
