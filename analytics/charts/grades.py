"""How many students have which grade."""

from django.utils.translation import gettext as _

from analytics.charts.chart import DOUGHNUT, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.grades import GradeCount, grade_counts, most_common_grades
from analytics.numerals import grouped, share, students
from analytics.scope import SUBJECT
from analytics.wording import joined, of_all
from students.rules.shown import shown_threshold

PAPER_KEYS = {"A+": "a-plus", "A": "a", "B": "b", "C": "c", "D": "d", "F": "f"}
RAMP_STEPS = 12
NO_GRADE = "none"


def chart(figures: Figures) -> Chart:
    """Grades of the average, or of the subject chosen, in the order of their bands."""
    total = figures.total
    counts = grade_counts(figures)
    letters = [count.letter for count in counts]
    ranges = ranges_of(figures)
    rows = [_row(count, letters, ranges, total.students) for count in counts]
    if total.ungraded:
        rows.append(_ungraded(ranges, total.ungraded, total.students))
    return Chart(
        slug="grades",
        kind=DOUGHNUT,
        title=_finding(most_common_grades(figures), total.assessed),
        subtitle=_subtitle(figures),
        measure=_("Students"),
        columns=_columns(ranges, total.students),
        rows=tuple(rows),
        figures=figures,
        options={"plugins": {"centre": {"text": grouped(total.students), "note": _("students")}}},
        empty="" if total.students else nothing(total, _("No students here yet.")),
    )


def _finding(leading: list[GradeCount], assessed: int) -> str:
    if not leading:
        return _("No grades yet")
    most = leading[0].students
    if len(leading) == 1:
        words = _("Most common grade is %(grade)s, %(count)s")
        count = of_all(grouped(most), grouped(assessed))
        return words % {"grade": leading[0].letter, "count": count}
    if len(leading) == 2:
        words = _("%(grades)s are most common, %(count)s each")
        grades = joined([count.letter for count in leading])
        return words % {"grades": grades, "count": grouped(most)}
    return _("No grade is more common than the others")


def _subtitle(figures: Figures) -> str:
    in_subject = _("Students by grade of the subject")
    in_all = _("Students by grade of the average of all subjects")
    assessed, without = figures.total.assessed, figures.total.ungraded
    if without:
        words = _("%(students)s assessed, %(without)s without a grade")
    else:
        words = _("%(students)s assessed")
    counts = words % {"students": students(assessed), "without": grouped(without)}
    return f"{in_subject if figures.scope.basis == SUBJECT else in_all} · {counts}"


def _columns(ranges: dict[str, str], whole: int) -> tuple[str, ...]:
    percents = (_("Percent"),) if ranges else ()
    shares = (_("Share"),) if share(0, whole) else ()
    return (_("Grade"), *percents, _("Students"), *shares)


def ranges_of(figures: Figures) -> dict[str, str]:
    """What each letter stands for, "75 to 90"; nothing where several policies are in force."""
    if len({version.fingerprint for version in figures.bound}) != 1:
        return {}
    *upper, lowest = figures.bound[0].policy.bands
    lines = [shown_threshold(band.at_least) for band in upper]
    words = [
        _("%(low)s to %(high)s") % {"low": line, "high": above}
        for line, above in zip(lines[1:], lines, strict=False)
    ]
    first, last = _("from %(line)s") % {"line": lines[0]}, _("below %(line)s") % {"line": lines[-1]}
    words = [first, *words, last]
    return dict(zip((band.letter for band in (*upper, lowest)), words, strict=True))


def _row(count: GradeCount, letters: list[str], ranges: dict[str, str], whole: int) -> Row:
    return Row(
        label=count.letter,
        number=count.students,
        value=grouped(count.students),
        key=key_of_band(count, letters),
        share=share(count.students, whole) or None,
        note=ranges.get(count.letter),
        filters={"grade": count.letter},
    )


def _ungraded(ranges: dict[str, str], number: int, whole: int) -> Row:
    return Row(
        label=_("No grade"),
        number=number,
        value=grouped(number),
        key="unknown",
        share=share(number, whole) or None,
        note="" if ranges else None,
        filters={"grade": NO_GRADE},
    )


def key_of_band(count: GradeCount, letters: list[str]) -> str:
    """The colour's token: the usual letters have their own, other policies a place on the ramp."""
    if count.fails:
        return "f"
    if set(letters) == set(PAPER_KEYS):
        return PAPER_KEYS[count.letter]
    passing = max(count.bands - 2, 1)
    return f"ramp-{round(RAMP_STEPS * count.rank / passing)}"
