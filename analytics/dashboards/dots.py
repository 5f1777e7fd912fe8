"""A dot for every student of a small class, stacked where percents lie close to each other."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.metrics.distributions import percents
from analytics.metrics.figures import Figures
from analytics.numerals import grouped
from analytics.scope import SUBJECT
from analytics.wording import of_all
from students.rules.units import SCALE

FEWER_THAN = 60
STEP = 2  # percent
RADIUS, GAP = 4, 9
BASE = 16


@dataclass(frozen=True)
class Dots:
    """Places in a drawing: x in percent of its width, y in pixels; `line` is where one passes."""

    title: str
    places: tuple[tuple[str, int], ...]
    height: int
    line: str = ""

    @property
    def ground(self) -> int:
        """The y of the axis."""
        return self.height - BASE

    @property
    def foot(self) -> int:
        """The y of the words under it."""
        return self.height - 3


def dots(figures: Figures) -> Dots | None:
    """None for a large class, or where the students may not be looked up."""
    if not 0 < figures.total.assessed < FEWER_THAN or not figures.scope.tells_of_few:
        return None
    stacks: Counter[int] = Counter()
    found = []
    for percent in percents(figures):
        step = min(percent // (STEP * SCALE), 100 // STEP - 1)
        stacks[step] += 1
        found.append((f"{float(step * STEP + STEP / 2):.1f}", stacks[step]))
    height = max(stacks.values()) * GAP + RADIUS + BASE + 8
    places = tuple((x, height - BASE - level * GAP + RADIUS) for x, level in found)
    return Dots(_finding(figures), places, height, _line(figures))


def _finding(figures: Figures) -> str:
    failed, assessed = figures.total.assessed - figures.total.passed, figures.total.assessed
    if not failed:
        return _("All %(count)s pass") % {"count": grouped(assessed)}
    return _("%(count)s do not pass") % {"count": of_all(grouped(failed), grouped(assessed))}


def _line(figures: Figures) -> str:
    if figures.scope.basis != SUBJECT:
        return ""
    lines = {one.policy.pass_subject for one in figures.bound}
    return f"{lines.pop() / SCALE:.1f}" if len(lines) == 1 else ""
