"""The drill-down of attendance: institution, branch, batch or section, and then the students."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.charts import weeks
from analytics.dashboards.dashboard import BY, Dashboard, dimensions, link, segment, students_url
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.dashboards.tabs import address
from analytics.metrics.dimensions import BATCH, BRANCH, INSTITUTION, SECTION, Dimension, Part
from analytics.metrics.figures import Figures
from analytics.metrics.lines import LINES, MEDIUM, Standing, line_words, standings
from analytics.numerals import grouped, share
from analytics.scope import Scope
from analytics.wording import few, of_all


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """The level follows from the filters; within a branch `by=section` leaves the batches."""
    scope = figures.scope
    by = _level(scope, asked.get(BY, ""))
    own = {BY: by.name if by == SECTION else ""}
    found = sorted(standings(figures, by), key=_worst_first)
    known = any(one.tally.attendance for one in found)
    levels = [("", BATCH.title), (SECTION.name, SECTION.title)]
    return Dashboard(
        slug="attendance",
        heading=_finding(figures, found),
        figures=figures,
        tables=(_table(figures, by, found),) if found else (),
        charts=(weeks.chart(figures),) if known else (),
        segments=(segment(scope, BY, _("Rows"), levels, own),) if _may_choose(scope) else (),
        crumbs=_crumbs(scope),
        own={name: value for name, value in own.items() if value},
        empty="" if found else _("No student is in this selection."),
    )


def _level(scope: Scope, asked: str) -> Dimension:
    if len(scope.institutions) > 1:
        return INSTITUTION
    if "branch" not in scope.chosen:
        return BRANCH
    sections = asked == SECTION.name or "batch" in scope.chosen
    return SECTION if sections and SECTION in dimensions(scope) else BATCH


def _may_choose(scope: Scope) -> bool:
    within = "branch" in scope.chosen and "batch" not in scope.chosen
    return within and SECTION in dimensions(scope)


def _worst_first(one: Standing) -> tuple:
    known = one.tally.attendance_known
    if not known:
        return (1,)
    shares = tuple(-Fraction(one.below[line], known) for line in LINES)
    return (0, *shares, Fraction(one.tally.attendance_sum, known), one.part)


def _finding(figures: Figures, found: list[Standing]) -> str:
    known = [one for one in found if one.tally.attendance_known]
    if not known:
        return _("No attendance is known here yet")
    line = next((line for line in LINES if any(one.below[line] for one in known)), "")
    if not line:
        words = _("Nobody told of here is %(below_line)s")
        return words % {"below_line": line_words(figures, MEDIUM)}
    worst = known[0]
    if len(known) == 1:
        words = _("%(count)s in %(part)s are %(below_line)s")
    else:
        words = _("%(part)s has the largest share %(below_line)s: %(count)s")
    return words % {
        "part": worst.part.label,
        "below_line": line_words(figures, line),
        "count": of_all(grouped(worst.below[line]), grouped(worst.tally.attendance_known)),
    }


def _table(figures: Figures, by: Dimension, found: list[Standing]) -> Table:
    heads = [line_words(figures, line) for line in LINES]
    return Table(
        title=_("Attendance by %(part)s, worst first") % {"part": by.noun},
        subtitle=_("Students with known attendance, each held to the policy of their own result"),
        corner=by.title,
        columns=(
            Column(_("Students")),
            Column(_("Known")),
            Column(_("Mean, %")),
            *(Column(head.capitalize(), _share_head(head)) for head in heads),
        ),
        lines=tuple(_line(figures.scope, by, one) for one in found),
        whole=_whole(figures, found),
        kind="attend",
    )


def _share_head(below_line: str) -> str:
    return _("Share %(below_line)s") % {"below_line": below_line}


def _line(scope: Scope, by: Dimension, one: Standing) -> Line:
    return Line(one.part.label, _cells(scope, one), one.part.title, _deeper(scope, by, one.part))


def _cells(scope: Scope, one: Standing) -> tuple[Cell, ...]:
    tally = one.tally
    if tally.few:
        return (Cell(few()),) * (3 + len(LINES))
    counted = Cell(grouped(tally.students), url=students_url(scope, one.part.filters))
    mean = tally.attendance
    return (
        counted,
        Cell(grouped(tally.attendance_known)),
        Cell(mean or NONE, bar=float(mean) if mean else None),
        *(_below(scope, one, line) for line in LINES),
    )


def _below(scope: Scope, one: Standing, line: str) -> Cell:
    known = one.tally.attendance_known
    if not known:
        return Cell(NONE)
    number = one.below[line]
    url = students_url(scope, one.part.filters, short=line) if number else ""
    bar = float(Fraction(100 * number, known))
    return Cell(grouped(number), share(number, known), url, bar=bar)


def _deeper(scope: Scope, by: Dimension, part: Part) -> str:
    """The next level of this page; after the last one, the list of the students."""
    if by in (INSTITUTION, BRANCH) and part.filters:
        return link(scope, **dict(part.filters))
    return students_url(scope, part.filters, sort="attendance")


def _whole(figures: Figures, found: list[Standing]) -> Line | None:
    """All of them; not where some are withheld, whose counts would follow from it."""
    if figures.total.few or any(one.tally.few for one in found):
        return None
    below = {line: sum(one.below[line] for one in found) for line in LINES}
    everybody = Standing(Part((), _("All")), figures.total, below)
    return Line(_("All"), _cells(figures.scope, everybody))


def _crumbs(scope: Scope) -> tuple[dict, ...]:
    """The levels above: institutions, the institution, the branch, the batch."""
    if not {"institution", "branch", "batch"}.intersection(scope.chosen):
        return ()
    top = _("Institutions") if len(scope.places.institutions) > 1 else _name(scope)
    steps = [(top, ("institution", "branch", "batch"))]
    if len(scope.places.institutions) > 1 and "institution" in scope.chosen:
        steps.append((_name(scope), ("branch", "batch")))
    if "branch" in scope.chosen:
        steps.append((scope.chosen["branch"], ("batch",)))
    if "batch" in scope.chosen:
        steps.append((scope.chosen["batch"], ()))
    crumbs = [{"title": title, "url": _without(scope, names)} for title, names in steps]
    crumbs[-1]["url"] = ""
    return tuple(crumbs)


def _name(scope: Scope) -> str:
    return scope.institutions[0].name if len(scope.institutions) == 1 else _("Institutions")


def _without(scope: Scope, names: tuple[str, ...]) -> str:
    query = scope.query(**dict.fromkeys(names, ""))
    return f"{address('attendance')}{'?' if query else ''}{query}"
