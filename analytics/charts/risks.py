"""How many students are at which risk."""

from django.utils.translation import gettext as _

from analytics.charts.chart import PIE, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.risks import risk_counts
from analytics.numerals import FEW, grouped, share, students
from analytics.wording import level_word
from students.rules.risk import HIGH, MEDIUM, UNKNOWN


def chart(figures: Figures) -> Chart:
    """Levels of risk, the highest first; also for a teacher of one subject the student's own."""
    total = figures.total
    counts = risk_counts(figures)
    shares = (_("Share"),) if share(0, total.students) else ()
    source = _("Students by risk from average and attendance")
    rows = tuple(_row(level, count, total.students) for level, count in counts.items())
    return Chart(
        slug="risks",
        kind=PIE,
        title=_finding(counts[HIGH], counts[MEDIUM], total.students),
        subtitle=f"{source} · {students(total.students)}",
        measure=_("Students"),
        columns=(_("Risk"), _("Students"), *shares),
        rows=rows,
        figures=figures,
        empty="" if total.students else nothing(total, _("No students here yet.")),
    )


def _finding(high: int, medium: int, whole: int) -> str:
    if not whole:
        return _("No risk known yet")
    if not high and not medium:
        return _("Nobody is known to be at risk")
    if whole < FEW:
        told = {"high": high, "medium": medium}
    else:
        told = {"high": share(high, whole), "medium": share(medium, whole)}
    return _("%(high)s at high risk, %(medium)s at medium") % told


def _row(level: str, number: int, whole: int) -> Row:
    return Row(
        label=_("Not enough data") if level == UNKNOWN else level_word(level),
        number=number,
        value=grouped(number),
        key=level.lower(),
        share=share(number, whole) or None,
        filters={"risk": level},
    )
