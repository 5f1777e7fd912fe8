"""How many are still enrolled from week to week, course by course."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.dropout import nothing_known
from analytics.metrics.engagement.enrolments import Course, Key
from analytics.metrics.engagement.factors import LEAST_OF_A_GROUP
from analytics.metrics.engagement.groups import course_of
from analytics.metrics.engagement.intervals import decimal
from analytics.metrics.engagement.shown import share_text
from analytics.metrics.engagement.stays import LEAST_OF_A_LINE, Week
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.numerals import number, percent
from analytics.wording import few

MOST = 6  # lines that can still be told apart
Lines = dict[Course, tuple[Week, ...]]
KEYS = ("bar", "ramp-12", "ramp-0", "bar-muted", "ramp-8", "ramp-3")


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A line for each of the largest courses; a page gives what its charts share."""
    study = study or Study(figures)
    lines = _lines(study)
    names = {course.key: label_of(course, lines) for course in lines}
    rows = tuple(_row(list(lines.values()), week) for week in range(_longest(lines)))
    return Chart(
        slug="dropout_courses",
        kind=LINES,
        title=_finding(study, lines, names),
        subtitle=_subtitle(study, lines),
        measure=_("Still enrolled"),
        columns=(_("Weeks over"), *names.values()) if lines else (_("Weeks over"), _("Course")),
        rows=rows,
        figures=figures,
        empty="" if rows else nothing_known(study, _("No course here has ten enrolments by week.")),
        series=tuple(Series(name, key) for name, key in zip(names.values(), KEYS, strict=False)),
    )


def label_of(course: Course, among) -> str:
    """The code of a course, with its term where there are several of them, and with its institution
    where another has a course of this code."""
    several = len({one.term for one in among}) > 1
    label = f"{course.code} {course.term}" if several else course.code
    twins = [one for one in among if (one.code, one.term) == (course.code, course.term)]
    return f"{label} {course.institution}" if len(twins) > 1 else label


def _lines(study: Study) -> Lines:
    """The weeks of the largest courses, in the order of their codes; of very small ones none."""
    parts = study.by_course
    gone = study.withheld.parts(parts, course_of)
    told = (key for key in parts if key not in gone and len(parts[key]) >= LEAST_OF_A_LINE)
    largest = sorted(told, key=lambda key: (-len(parts[key]), key))[:MOST]
    found = {key: study.stays_of(key).weeks for key in largest}
    return {one: found[key] for key, one in study.courses.items() if found.get(key)}


def _longest(lines: Lines) -> int:
    return max(map(len, lines.values()), default=0)


def _subtitle(study: Study, lines: dict) -> str:
    words = _("Still enrolled, percent of those who began")
    if len(lines) == len(study.courses):
        return words
    largest = _("the %(drawn)s largest of %(all)s courses")
    return f"{words} · {largest % {'drawn': len(lines), 'all': len(study.courses)}}"


def _finding(study: Study, lines: Lines, names: dict[Key, str]) -> str:
    """The course that kept the fewest, where its interval lies below the share of all: of the
    large ones, after the last week that is known of each of these."""
    if not lines:
        return _("No dropout by course yet")
    if len(lines) == 1:
        ((course, weeks),) = lines.items()
        told = {"course": names[course.key], "share": percent(share_text(weeks[-1].share))}
        return _("%(course)s kept %(share)s to its last week known") % told
    large = {key: weeks for key, weeks in lines.items() if _is_large(weeks)}
    week = min(map(len, large.values()), default=1)
    then = {course: weeks[week - 1] for course, weeks in large.items() if not weeks[week - 1].few}
    everybody = study.stays.weeks[week - 1].share
    lowest = min(then, key=lambda course: then[course].share, default=None)
    if lowest is None or then[lowest].interval.high >= decimal(everybody):
        return _("No course clearly kept fewer than all together")
    words = ngettext(
        "%(course)s kept the fewest, %(share)s after %(weeks)s week",
        "%(course)s kept the fewest, %(share)s after %(weeks)s weeks",
        week,
    )
    share = percent(share_text(then[lowest].share))
    return words % {"course": names[lowest.key], "share": share, "weeks": week}


def _is_large(weeks: tuple[Week, ...]) -> bool:
    return max(week.at_risk for week in weeks) >= LEAST_OF_A_GROUP


def _row(lines: list[tuple[Week, ...]], week: int) -> Row:
    texts = [_text(weeks[week] if week < len(weeks) else None) for weeks in lines]
    numbers = tuple(number(text) if text[:1].isdigit() else None for text in texts)
    first, *others = texts
    return Row(str(week + 1), numbers[0], first, "bar", None, None, {}, False, numbers, (*others,))


def _text(week: Week | None) -> str:
    if week is None:
        return "–"
    return few() if week.few else share_text(week.share)
