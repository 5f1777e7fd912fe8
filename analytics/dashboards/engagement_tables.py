"""The tables of engagement and outcomes: courses and instructors."""

from django.utils.translation import gettext as _

from analytics.charts.dropout_courses import label_of
from analytics.dashboards.dashboard import link
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.metrics.engagement.comparisons import Compared
from analytics.metrics.engagement.ends import Ends
from analytics.metrics.engagement.intervals import LEVEL, Difference, wilson
from analytics.metrics.engagement.shown import (
    interval_text,
    points_interval_text,
    points_text,
)
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.terms import is_of_another_term
from analytics.metrics.tallies import ratio
from analytics.numerals import grouped, percent
from analytics.scope import TERM
from analytics.wording import few
from students.rules.shown import ATTENDANCE_PLACES
from students.rules.units import HUNDRED

COURSES, INSTRUCTORS = "courses", "instructors"


def interval_head() -> str:
    """The title of a column of intervals."""
    return _("%(level)s interval") % {"level": percent(str(LEVEL))}


def difference_cell(found: Difference | None) -> Cell:
    """A difference in points with its interval."""
    if found is None:
        return Cell(NONE)
    return Cell(points_text(found.value), points_interval_text(found.interval))


def finding_words(found: Difference | None, large: bool = True) -> str:
    """Whether a difference is told from none: more, fewer, not clear."""
    if found is None:
        return NONE
    if not found.is_clear:
        return _("not clear")
    if not large:
        return _("too few to speak of")
    return _("clearly more") if found.value > 0 else _("clearly fewer")


def course_table(study: Study, found: list[Compared], whole: Compared) -> Table:
    """A line for each course; one leads to this page of the course alone."""
    among = list(study.courses.values())
    lines = tuple(
        Line(
            label_of(one.course, among),
            _compared_cells(one, whole.ends),
            one.title,
            _url(study, one) if len(found) > 1 else "",
        )
        for one in found
    )
    return Table(
        title=_("Courses side by side"),
        subtitle=_("Against the rest is against all other courses of this selection"),
        corner=_("Course"),
        columns=_compared_columns(),
        lines=lines,
        whole=None
        if any(one.ends.few for one in found)
        else Line(_("All"), _compared_cells(whole, None)),
        kind=COURSES,
    )


def _url(study: Study, one: Compared) -> str:
    """This page of one course; of its term where nobody chose one, as the course alone may have
    known ends in another."""
    term = {TERM: one.course.term} if is_of_another_term(study.scope) else {}
    return link(study.scope, subject=one.course.code, **term)


def instructor_table(found: list[Compared], whole: Ends) -> Table:
    """A line for each instructor, held against the others in the same courses."""
    return Table(
        title=_("Instructors side by side"),
        subtitle=_(
            "Against the rest is against other classes of the same courses, whatever their"
            " students brought with them; a class taught by two counts with both"
        ),
        corner=_("Instructor"),
        columns=_compared_columns(),
        lines=tuple(Line(one.label, _compared_cells(one, whole), one.title) for one in found),
        kind=INSTRUCTORS,
    )


def _compared_columns() -> tuple[Column, ...]:
    return (
        Column(_("Enrolments")),
        Column(_("Known ends")),
        Column(_("Stayed to the end, %"), interval_head()),
        Column(_("Passed, %"), interval_head()),
        Column(_("Mean mark")),
        Column(_("Passed, against the rest, points"), interval_head()),
        Column(_("Finding"), numeric=False),
    )


def _compared_cells(one: Compared, whole: Ends | None) -> tuple[Cell, ...]:
    counts = one.ends
    if counts.few:
        return (Cell(few()),) * 6 + (Cell(NONE),)
    all_stayed = (whole.stayed, whole.known) if whole else (0, 0)
    all_passed = (whole.passed, whole.decided) if whole else (0, 0)
    return (
        Cell(grouped(counts.enrolled)),
        Cell(grouped(counts.known)),
        _share_cell((counts.stayed, counts.known), all_stayed),
        _share_cell((counts.passed, counts.decided), all_passed),
        Cell(one.mean or NONE),
        difference_cell(one.difference),
        Cell(finding_words(one.difference, one.is_large)),
    )


def _share_cell(mine: tuple[int, int], everybody: tuple[int, int]) -> Cell:
    part, whole = mine
    if not whole:
        return Cell(NONE)
    mark = 100 * everybody[0] / everybody[1] if everybody[1] else None
    text = ratio(part * HUNDRED, whole, ATTENDANCE_PLACES)
    return Cell(text, interval_text(wilson(part, whole)), bar=float(text), mark=mark)
