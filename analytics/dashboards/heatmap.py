"""The heat map: in which subject which branch, batch or section stands how."""

from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from analytics.charts.bars import NOTABLE
from analytics.dashboards.dashboard import (
    BY,
    Dashboard,
    chosen_dimension,
    dimensions,
    segment,
    students_url,
)
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table, signed
from analytics.metrics.cells import Named
from analytics.metrics.dimensions import BRANCH, Part
from analytics.metrics.figures import Figures
from analytics.metrics.heat import Heat, heat
from analytics.metrics.tallies import Tally
from analytics.scope import Scope
from analytics.wording import few

SHOW, DIFFERENCE = "show", "difference"
# Where the second step of seven begins, the third, and so on; they are never stretched to figures.
PERCENTS = tuple(map(Decimal, (40, 50, 60, 70, 80, 90)))
POINTS = tuple(map(Decimal, (-10, -5, -2, 2, 5, 10)))


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """Rows are branches or what `by` names; `show=difference` holds each to its subject."""
    scope = figures.scope
    known = dimensions(scope)
    by = chosen_dimension(asked.get(BY, ""), known, BRANCH)
    against = asked.get(SHOW) == DIFFERENCE
    found = heat(figures, by)
    own = {BY: "" if by == BRANCH else by.name, SHOW: DIFFERENCE if against else ""}
    rows = [("" if one == BRANCH else one.name, one.title) for one in known]
    return Dashboard(
        slug="heatmap",
        heading=_finding(found, by.noun),
        figures=figures,
        tables=(_table(found, scope, by, against),) if found.parts else (),
        segments=(
            segment(scope, BY, _("Rows"), rows, own),
            segment(
                scope,
                SHOW,
                _("Show"),
                [("", _("Mean percent")), (DIFFERENCE, _("Difference from the subject"))],
                own,
            ),
        ),
        own={name: value for name, value in own.items() if value},
        empty="" if found.parts else _("No marks are in this selection."),
    )


def _finding(found: Heat, part: str) -> str:
    if not found.parts:
        return _("No marks here yet")
    lowest = found.lowest()
    if lowest is None:
        return _("Nothing to compare here yet")
    of, (_key, code, title), by = lowest
    if -by <= NOTABLE:
        words = _("No %(part)s lies more than two points below a subject’s average")
        return words % {"part": part}
    words = _("%(part)s is furthest behind in %(subject)s, %(points)s below its average")
    return words % {"part": of.label, "subject": title or code, "points": -by}


def _table(found: Heat, scope: Scope, by, against: bool) -> Table:
    percents = _("Mean percent of the marks that are in")
    points = _("Difference from the subject’s average, points of the marks that are in")
    return Table(
        title=_("%(part)s by subject") % {"part": by.title},
        subtitle=points if against else percents,
        corner=by.title,
        columns=tuple(Column(title or code) for _, code, title in found.subjects),
        lines=tuple(_line(found, scope, part, against) for part in found.parts),
        whole=None if against else _whole(found, scope),
        legend=_legend(against),
        kind="heat",
    )


def _line(found: Heat, scope: Scope, part: Part, against: bool) -> Line:
    cells = (_cell(found, scope, part, subject, against) for subject in found.subjects)
    return Line(part.label, tuple(cells), url=students_url(scope, part.filters))


def _cell(found: Heat, scope: Scope, part: Part, subject: Named, against: bool) -> Cell:
    tally = found.cells.get((part, subject))
    if tally is None:
        return Cell(NONE)
    if tally.few:
        return Cell(few(), step="few")
    url = students_url(scope, part.filters, subject=subject[1])
    if not against:
        return Cell(tally.average or NONE, url=url, step=_step(tally, "heat", PERCENTS))
    by = found.deviation(part, subject)
    if by is None:
        return Cell(NONE, url=url)
    text = signed(tally.average, found.subjects[subject].average)
    return Cell(text, url=url, step=f"against-{_place(by, POINTS)}")


def _step(tally: Tally, ramp: str, lines: tuple[Decimal, ...]) -> str:
    return f"{ramp}-{_place(Decimal(tally.average), lines)}" if tally.average else ""


def _place(value: Decimal, lines: tuple[Decimal, ...]) -> int:
    return bisect_right(lines, value) + 1


def _whole(found: Heat, scope: Scope) -> Line:
    cells = (
        Cell(few() if one.few else one.average or NONE, url=_of_subject(scope, subject, one))
        for subject, one in found.subjects.items()
    )
    return Line(_("All"), tuple(cells))


def _of_subject(scope: Scope, subject: Named, tally: Tally) -> str:
    return "" if tally.few else students_url(scope, [("subject", subject[1])])


def _legend(against: bool) -> tuple[tuple[str, str], ...]:
    ramp, lines = ("against", POINTS) if against else ("heat", PERCENTS)
    texts = [str(line).replace("-", "\u2212") for line in lines]
    words = [_("below %(line)s") % {"line": texts[0]}]
    words += [_("%(low)s to %(high)s") % {"low": low, "high": up} for low, up in pairwise(texts)]
    words.append(_("from %(line)s") % {"line": texts[-1]})
    return tuple((f"{ramp}-{place}", text) for place, text in enumerate(words, 1))
