"""Calibration plots of a version: what was guessed against what came true, week by week."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.dashboards.model_words import decimal
from analytics.models import ModelVersion
from analytics.prediction.certainties import bounds

SIDE = 200  # of the square that holds 0 to 100 %, in units of the drawing
LEFT, TOP = 34, 8


@dataclass(frozen=True)
class Point:
    """A bin in the drawing: its place, and from where to where its interval reaches."""

    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True)
class Plot:
    """One week; a perfectly calibrated version would lie on the diagonal."""

    week: int
    title: str
    finding: str
    points: tuple[Point, ...]


def plots(version: ModelVersion) -> list[Plot]:
    """One for each week that was tested."""
    rows = version.measures["weeks"] if version.measures else []
    return [_plot(row) for row in rows]


def _plot(row: dict) -> Plot:
    title = _("When %(week)s weeks had passed") % {"week": row["week"]}
    words = _("%(points)s points off on the average")
    finding = words % {"points": decimal(100 * row["ece"], 1)}
    return Plot(row["week"], title, finding, tuple(_point(one) for one in row["bins"]))


def _point(one: dict) -> Point:
    low, high = bounds(one["outcome"], one["n"])
    return Point(_across(one["guess"]), *(_up(share) for share in (one["outcome"], low, high)))


def _across(share: float) -> str:
    return f"{LEFT + SIDE * share:.1f}"


def _up(share: float) -> str:
    return f"{TOP + SIDE * (1 - min(max(share, 0), 1)):.1f}"
