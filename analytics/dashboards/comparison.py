"""The comparison: branches, batches, sections or terms side by side, against all of them."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts.bars import NOTABLE
from analytics.dashboards.dashboard import (
    BY,
    Dashboard,
    chosen_dimension,
    dimensions,
    link,
    segment,
    students_url,
)
from analytics.dashboards.sides import difference_head, figure_cells
from analytics.dashboards.tables import Column, Line, Table
from analytics.metrics.dimensions import BRANCH, SEMESTER, TERM, Dimension, Part
from analytics.metrics.figures import Figures
from analytics.metrics.measures import MEASURES
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally
from analytics.metrics.trends import Trend
from analytics.numerals import difference
from analytics.scope import Scope

SORT, STUDENTS = "sort", "students"
SORTS = (STUDENTS, *(measure.name for measure in MEASURES))


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """Rows are branches or what `by` names, in the order of their codes or of a column."""
    scope = figures.scope
    known = [*dimensions(scope, SEMESTER), TERM]
    by = chosen_dimension(asked.get(BY, ""), known, BRANCH)
    sort = asked.get(SORT, "")
    sort = sort if sort.removeprefix("-") in SORTS else ""
    own = {BY: "" if by == BRANCH else by.name, SORT: sort}
    parts = _parts(figures, by)
    whole = None if by == TERM else figures.total
    rows = [("" if one == BRANCH else one.name, one.title) for one in known]
    return Dashboard(
        slug="comparison",
        heading=_finding(parts, whole, by),
        figures=figures,
        tables=(_table(scope, by, _sorted(parts, sort), whole, own),) if parts else (),
        segments=(segment(scope, BY, _("Compare"), rows, own),),
        own={name: value for name, value in own.items() if value},
        empty="" if parts else _("No student is in this selection."),
    )


def _parts(figures: Figures, by: Dimension) -> list[tuple[Part, Tally]]:
    if by == TERM:
        return [(one.part, one.tally) for one in Trend(figures).terms]
    return list(Parts(figures, by).tallies.items())


def _sorted(parts: list[tuple[Part, Tally]], sort: str) -> list[tuple[Part, Tally]]:
    """In the order of a figure as it is exactly, not as it is shown; those without come last."""
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    if not name:
        return parts
    measures = {measure.name: measure for measure in MEASURES}

    def figure(tally: Tally) -> Fraction | None:
        if name == STUDENTS:
            return None if tally.few else Fraction(tally.students)
        part, whole = measures[name].exact(tally)
        return Fraction(part, whole) if whole else None

    known = [one for one in parts if figure(one[1]) is not None]
    unknown = [one for one in parts if figure(one[1]) is None]
    return sorted(known, key=lambda one: figure(one[1]), reverse=falling) + unknown


def _finding(parts: list[tuple[Part, Tally]], whole: Tally | None, by: Dimension) -> str:
    told = [(part, one) for part, one in parts if one.average]
    if not told:
        return _("Nothing to compare here yet")
    if by == TERM:
        if len(told) == 1:
            return _("One term so far")
        words = ngettext("%(count)s term side by side", "%(count)s terms side by side", len(told))
        return words % {"count": len(told)}
    part, lowest = min(told, key=lambda one: Fraction(one[1].average_sum, one[1].assessed))
    if len(told) == 1 or not whole.average:
        words = _("%(name)s averages %(figure)s")
        return words % {"name": part.label, "figure": lowest.average}
    below = difference(whole.average, lowest.average)
    if below <= NOTABLE:
        words = _("No %(part)s lies more than two points below the average")
        return words % {"part": by.noun}
    words = _("%(name)s is lowest, %(points)s below the average")
    return words % {"name": part.label, "points": below}


def _table(scope: Scope, by: Dimension, parts, whole: Tally | None, own: dict) -> Table:
    compared = _("Bars from 0 to 100 · beside each figure its difference from all")
    apart = _("Bars from 0 to 100 · each under its own policy")
    return Table(
        title=_("%(parts)s side by side") % {"parts": by.plural.capitalize()},
        subtitle=compared if whole else apart,
        corner=by.title,
        columns=tuple(_columns(scope, own, bool(whole))),
        lines=tuple(_line(scope, part, tally, whole) for part, tally in parts),
        whole=_line(scope, Part((), _("All")), whole, None) if whole else None,
    )


def _columns(scope: Scope, own: dict, compared: bool):
    yield _column(scope, own, STUDENTS, _("Students"), "")
    for measure in MEASURES:
        second = difference_head(measure) if compared else ""
        yield _column(scope, own, measure.name, measure.words, second)


def _column(scope: Scope, own: dict, name: str, title: str, second: str) -> Column:
    rising, falling = own[SORT] == name, own[SORT] == f"-{name}"
    return Column(
        title,
        second,
        sort_url=link(scope, **own | {SORT: name if falling else f"-{name}"}),
        direction="ascending" if rising else "descending" if falling else "",
    )


def _line(scope: Scope, part: Part, tally: Tally, whole: Tally | None) -> Line:
    cells = figure_cells(scope, part, tally, whole, MEASURES)
    return Line(part.label, cells, part.title, students_url(scope, part.filters))
