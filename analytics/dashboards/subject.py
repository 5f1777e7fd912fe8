"""The page of a subject: how its marks are spread, its grades, components and sections."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from analytics.charts import components, distribution, grades, subjects
from analytics.charts.bars import NOTABLE
from analytics.dashboards.dashboard import Dashboard, dimensions, link, students_url
from analytics.dashboards.dots import dots
from analytics.dashboards.sides import difference_head, figure_cells
from analytics.dashboards.strip import strip
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table, signed
from analytics.metrics.dimensions import BRANCH, SECTION
from analytics.metrics.figures import Figures
from analytics.metrics.measures import ATTENDANCE, AVERAGE, PASS_RATE, Measure
from analytics.metrics.parts import Parts
from analytics.metrics.teachers import teachers
from analytics.numerals import difference, grouped
from analytics.scope import SUBJECT
from analytics.wording import few

MEASURES: tuple[Measure, ...] = (AVERAGE, ATTENDANCE, PASS_RATE)


def dashboard(figures: Figures, asked: Mapping[str, str]) -> Dashboard:
    """Of the subject chosen; else the list of those to choose from."""
    if SUBJECT not in figures.scope.chosen:
        return _choice(figures)
    total = figures.total
    charts = (distribution.chart, grades.chart, components.chart)
    return Dashboard(
        slug="subject",
        heading=_finding(figures),
        figures=figures,
        strip=tuple(strip(figures)[1:5]) if total.students else (),
        tables=_sections(figures) if total.students else (),
        charts=tuple(make(figures) for make in charts) if total.students else (),
        dots=dots(figures),
        charts_first=True,
        empty="" if total.students else _nobody(figures),
    )


def _nobody(figures: Figures) -> str:
    if figures.total.few:
        return _("Fewer than five students would be told of, or could be worked out.")
    return _("Nobody here takes this subject.")


def _finding(figures: Figures) -> str:
    key = figures.scope.chosen[SUBJECT]
    name = next((one.words for one in figures.scope.choices.of(SUBJECT) if one.code == key), key)
    total, everybody = figures.total, figures.all_marks
    if not total.average:
        return _("%(measure)s: no figures yet") % {"measure": name}
    told = {"name": name, "figure": total.average}
    if not everybody.average or not figures.scope.sees_whole:
        return _("%(name)s averages %(figure)s") % told
    by = difference(total.average, everybody.average)
    if abs(by) <= NOTABLE:
        return _("%(name)s averages %(figure)s, near the mean of all marks") % told
    above = _("%(name)s lies %(points)s above the mean of all marks")
    below = _("%(name)s lies %(points)s below the mean of all marks")
    return (above if by > 0 else below) % {"name": name, "points": abs(by)}


def _sections(figures: Figures) -> tuple[Table, ...]:
    """By section with its teachers; by branch for whom sections are not told."""
    by = SECTION if SECTION in dimensions(figures.scope) else BRANCH
    parts = Parts(figures, by).tallies
    staff = teachers(figures.scope) if by == SECTION else {}
    lines = tuple(
        Line(
            part.label,
            (
                *((Cell(", ".join(staff.get(part.key, ())) or NONE),) if by == SECTION else ()),
                *figure_cells(figures.scope, part, tally, figures.total, MEASURES),
            ),
            url=students_url(figures.scope, part.filters),
        )
        for part, tally in parts.items()
    )
    heads = (Column(one.words, difference_head(one)) for one in MEASURES)
    teacher = (Column(_("Teacher"), numeric=False),) if by == SECTION else ()
    table = Table(
        title=_("Sections and who teaches them") if by == SECTION else _("Branch by branch"),
        subtitle=_("Beside each figure its difference from all who take the subject here"),
        corner=by.title,
        columns=(*teacher, Column(_("Students")), *heads),
        lines=lines,
    )
    return (table,)


def _choice(figures: Figures) -> Dashboard:
    found = figures.subjects
    return Dashboard(
        slug="subject",
        heading=subjects.chart(figures).title if found else _("No subject here yet"),
        figures=figures,
        tables=(_subjects(figures),) if found else (),
        empty="" if found else _("No marks are in this selection."),
    )


def _subjects(figures: Figures) -> Table:
    everybody = figures.all_marks.average
    lines = []
    for (_key, code, title), tally in figures.subjects.items():
        text = tally.average
        average = Cell(text or NONE, signed(text, everybody), bar=float(text) if text else None)
        cells = (Cell(grouped(tally.assessed)), average)
        cells = (Cell(few()), Cell(few())) if tally.few else cells
        lines.append(Line(title or code, cells, url=link(figures.scope, subject=code)))
    return Table(
        title=_("Choose a subject"),
        subtitle=_("Mean percent of the marks that are in, and its difference from all marks"),
        corner=_("Subject"),
        columns=(Column(_("Assessed")), Column(_("Mean percent"), _("Difference"))),
        lines=tuple(lines),
    )
