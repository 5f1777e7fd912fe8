"""How many students have which grade."""

from analytics.charts.chart import DOUGHNUT, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.grades import GradeCount, grade_counts, most_common_grades
from analytics.numerals import grouped, share, students
from analytics.scope import SUBJECT
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
        measure="Students",
        columns=_columns(ranges, total.students),
        rows=tuple(rows),
        figures=figures,
        options={"plugins": {"centre": {"text": grouped(total.students), "note": "students"}}},
        empty="" if total.students else nothing(total, "students"),
    )


def _finding(leading: list[GradeCount], assessed: int) -> str:
    if not leading:
        return "No grades yet"
    most = leading[0].students
    if len(leading) == 1:
        return f"Most common grade is {leading[0].letter}, {grouped(most)} of {grouped(assessed)}"
    if len(leading) == 2:
        first, second = (count.letter for count in leading)
        return f"{first} and {second} are most common, {grouped(most)} each"
    return "No grade is more common than the others"


def _subtitle(figures: Figures) -> str:
    of = "the subject" if figures.scope.basis == SUBJECT else "the average of all subjects"
    assessed, without = figures.total.assessed, figures.total.ungraded
    gap = f", {grouped(without)} without a grade" if without else ""
    return f"Students by grade of {of} · {students(assessed)} assessed{gap}"


def _columns(ranges: dict[str, str], whole: int) -> tuple[str, ...]:
    percents = ("Percent",) if ranges else ()
    return ("Grade", *percents, "Students", *(("Share",) if share(0, whole) else ()))


def ranges_of(figures: Figures) -> dict[str, str]:
    """What each letter stands for, "75 to 90"; nothing where several policies are in force."""
    if len({version.fingerprint for version in figures.bound}) != 1:
        return {}
    *upper, lowest = figures.bound[0].policy.bands
    lines = [shown_threshold(band.at_least) for band in upper]
    words = [f"{line} to {above}" for line, above in zip(lines[1:], lines, strict=False)]
    words = [f"from {lines[0]}", *words, f"below {lines[-1]}"]
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
        label="No grade",
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
