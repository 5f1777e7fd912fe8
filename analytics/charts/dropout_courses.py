"""How many are still enrolled from week to week, course by course."""

from django.utils.translation import gettext as _

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.dropout import nothing_known
from analytics.metrics.engagement.enrolments import Course
from analytics.metrics.engagement.groups import grouped_by
from analytics.metrics.engagement.intervals import decimal
from analytics.metrics.engagement.shown import share_text
from analytics.metrics.engagement.stays import LEAST_OF_A_LINE, Week, stays
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.numerals import number, percent
from analytics.wording import few

MOST = 6  # lines that can still be told apart
KEYS = ("bar", "ramp-12", "ramp-0", "bar-muted", "ramp-8", "ramp-3")


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A line for each of the largest courses; a page gives what its charts share."""
    study = study or Study(figures)
    lines = _lines(study)
    names = {course.key: label_of(course, lines) for course in lines}
    last = {names[one.key]: weeks[-1] for one, weeks in lines.items()}
    rows = tuple(_row(study, list(lines.values()), week) for week in range(_longest(lines)))
    return Chart(
        slug="dropout_courses",
        kind=LINES,
        title=_finding(study, last),
        subtitle=_subtitle(study, lines),
        measure=_("Still enrolled"),
        columns=(_("Weeks over"), *names.values()) if lines else (_("Weeks over"), _("Course")),
        rows=rows,
        figures=figures,
        empty="" if rows else nothing_known(study, _("No course here has ten enrolments by week.")),
        series=tuple(Series(name, key) for name, key in zip(names.values(), KEYS, strict=False)),
    )


def label_of(course: Course, among) -> str:
    """The code of a course, with its term where there are several of them."""
    several = len({one.term for one in among}) > 1
    return f"{course.code} {course.term}" if several else course.code


def _lines(study: Study) -> dict[Course, tuple[Week, ...]]:
    """The weeks of the largest courses, in the order of their codes; of very small ones none."""
    parts = grouped_by(study.enrolments, lambda one: one.course)
    gone = study.withheld.parts(parts, lambda one: one.course)
    told = (key for key in parts if key not in gone and len(parts[key]) >= LEAST_OF_A_LINE)
    largest = sorted(told, key=lambda key: (-len(parts[key]), key))[:MOST]
    found = {key: stays(study, parts[key]).weeks for key in largest}
    return {one: found[key] for key, one in study.courses.items() if found.get(key)}


def _longest(lines: dict[Course, tuple[Week, ...]]) -> int:
    return max(map(len, lines.values()), default=0)


def _subtitle(study: Study, lines: dict) -> str:
    words = _("Still enrolled, percent of those who began")
    if len(lines) == len(study.courses):
        return words
    largest = _("the %(drawn)s largest of %(all)s courses")
    return f"{words} · {largest % {'drawn': len(lines), 'all': len(study.courses)}}"


def _finding(study: Study, last: dict[str, Week]) -> str:
    """The course that kept the fewest, where its interval lies below the share of all."""
    if not last:
        return _("No dropout by course yet")
    everybody = stays(study, study.enrolments).weeks[-1].share
    lowest = min(last, key=lambda name: last[name].share)
    if len(last) > 1 and last[lowest].interval.high >= decimal(everybody):
        return _("No course clearly kept fewer than all together")
    words = _("%(course)s kept the fewest, %(share)s to its last week known")
    only = _("%(course)s kept %(share)s to its last week known")
    told = {"course": lowest, "share": percent(share_text(last[lowest].share))}
    return (words if len(last) > 1 else only) % told


def _row(study: Study, lines: list[tuple[Week, ...]], week: int) -> Row:
    texts = [_text(study, weeks[week] if week < len(weeks) else None) for weeks in lines]
    numbers = tuple(number(text) if text[:1].isdigit() else None for text in texts)
    first, *others = texts
    return Row(str(week + 1), numbers[0], first, "bar", None, None, {}, False, numbers, (*others,))


def _text(study: Study, week: Week | None) -> str:
    if week is None:
        return "–"
    return few() if study.withheld.any_few(week.at_risk) else share_text(week.share)
