"""How many students are at which risk."""

from analytics.charts.chart import PIE, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.risks import risk_counts
from analytics.numerals import FEW, grouped, share, students
from students.rules.risk import HIGH, MEDIUM, UNKNOWN

WORDS = {UNKNOWN: "Not enough data"}


def chart(figures: Figures) -> Chart:
    """Levels of risk, the highest first; also for a teacher of one subject the student's own."""
    total = figures.total
    counts = risk_counts(figures)
    rows = tuple(_row(level, count, total.students) for level, count in counts.items())
    return Chart(
        slug="risks",
        kind=PIE,
        title=_finding(counts[HIGH], counts[MEDIUM], total.students),
        subtitle=f"Students by risk from average and attendance · {students(total.students)}",
        measure="Students",
        columns=("Risk", "Students", *(("Share",) if rows[0].share is not None else ())),
        rows=rows,
        figures=figures,
        empty="" if total.students else nothing(total, "students"),
    )


def _finding(high: int, medium: int, whole: int) -> str:
    if not whole:
        return "No risk known yet"
    if not high and not medium:
        return "Nobody is known to be at risk"
    if whole < FEW:
        return f"{high} at high risk, {medium} at medium"
    return f"{share(high, whole)} at high risk, {share(medium, whole)} at medium"


def _row(level: str, number: int, whole: int) -> Row:
    return Row(
        label=WORDS.get(level, level),
        number=number,
        value=grouped(number),
        key=level.lower(),
        share=share(number, whole) or None,
        filters={"risk": level},
    )
