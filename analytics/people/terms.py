"""A student's terms beside each other: the way from one to the next, in a row and in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.models import TermResult
from students.models.structure import current_term
from students.rules.shown import shown

NEWEST_FIRST = ("-term__starts_on", "-term_id")
WIDTH, HEIGHT, MARGIN = 64, 26, 3
# How the average went: whether it fell, and whether over more than two terms.
WAYS = {
    (True, True): gettext_lazy("The average has fallen every term"),
    (True, False): gettext_lazy("The average has fallen since %(term)s"),
    (False, True): gettext_lazy("The average has risen every term"),
    (False, False): gettext_lazy("The average has risen since %(term)s"),
}


@dataclass(frozen=True)
class TermLine:
    """One term: texts for the table, `average` in 1e-10 percent (None without one)."""

    term_id: int
    title: str
    semester: int
    average: int | None
    average_shown: str
    grade: str
    attendance: int | None
    attendance_shown: str
    chosen: bool = False


@dataclass(frozen=True)
class Change:
    """A figure's way from one term to the next, as the figure strip shows it."""

    text: str
    rising: bool
    good: bool
    than: str


@dataclass(frozen=True)
class Spark:
    """A line through the terms so far, in a box of 64 by 26."""

    points: str
    x: str
    y: str


def chosen_result(results: Sequence[TermResult], term_id: int | None) -> TermResult:
    """The result of the term asked for, else of the current one among theirs."""
    by_term = {one.term_id: one for one in results}
    return by_term.get(term_id) or by_term[current_term(one.term for one in results).pk]


def up_to(lines: Sequence[TermLine]) -> list[TermLine]:
    """From the oldest to the chosen term; `lines` run from the newest."""
    place = next((at for at, line in enumerate(lines) if line.chosen), 0)
    return list(reversed(lines[place:]))


def change(lines: Sequence[TermLine], name: str) -> Change | None:
    """What `name` ("average", "attendance") changed by since the term before, where both know."""
    way = up_to(lines)
    if len(way) < 2 or getattr(way[-1], name) is None or getattr(way[-2], name) is None:
        return None
    by = getattr(way[-1], name) - getattr(way[-2], name)
    text = shown(abs(by), 2 if name == "average" else 1)
    if not float(text):
        return None
    points = _("%(points)s pts") % {"points": text} if name == "attendance" else text
    than = _("from Sem. %(semester)s") % {"semester": way[-2].semester}
    return Change(points, by > 0, by > 0, than)


def spark(lines: Sequence[TermLine], name: str) -> Spark | None:
    """The line of a figure through the terms that have it; None below two."""
    values = [getattr(line, name) for line in up_to(lines)]
    values = [value for value in values if value is not None]
    if len(values) < 2:
        return None
    low, spread = min(values), (max(values) - min(values)) or 1
    places = [
        (
            f"{at * WIDTH / (len(values) - 1):.1f}",
            f"{HEIGHT - MARGIN - (value - low) * (HEIGHT - 2 * MARGIN) / spread:.1f}",
        )
        for at, value in enumerate(values)
    ]
    return Spark(" ".join(f"{x},{y}" for x, y in places), *places[-1])


def finding(lines: Sequence[TermLine]) -> str:
    """What the averages of all terms say, as the title of their table."""
    known = [line for line in reversed(lines) if line.average is not None]
    averages = [line.average for line in known]
    if len(averages) < 2:
        return _("One term so far") if len(lines) == 1 else _("Results over the terms")
    steps = [after - before for before, after in pairwise(averages)]
    fallen = all(step < 0 for step in steps)
    if not fallen and not all(step > 0 for step in steps):
        return _("The average has gone up and down")
    return str(WAYS[fallen, len(steps) > 1]) % {"term": known[0].title}
