"""What is open, by how late it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.chart import BAR, Chart, Row
from analytics.metrics.fee_figures import WITHHELD, FeeFigures
from analytics.metrics.fees import FeeSums
from analytics.numerals import amount_text, short_rupees
from analytics.wording import FEE_AGES
from students.rules.fee_ages import OVER_90, OVERDUE, TO_30, TO_60, TO_90

ROOM = 1.25 / 100  # of the longest bar in rupees, so that its amount stands beside it
FINDINGS = {
    TO_30: gettext_lazy("%(amount)s is overdue, none of it for more than 30 days"),
    TO_60: gettext_lazy("%(amount)s is overdue for more than 30 days"),
    TO_90: gettext_lazy("%(amount)s is overdue for more than 60 days"),
    OVER_90: gettext_lazy("%(amount)s is overdue for more than 90 days"),
}


def chart(figures: FeeFigures) -> Chart:
    """A bar for each span of days; the longest overdue is coloured, and leads to who owes it."""
    sums = WITHHELD if figures.total.ages_few else figures.total
    ages = sums.ages
    return Chart(
        slug="fee_ages",
        kind=BAR,
        title=_finding(sums),
        subtitle=_("Open amounts by days since the due date, in rupees"),
        measure=_("Open, ₹"),
        columns=(_("Age"), _("Open"), _("₹ exactly")),
        rows=tuple(_row(span, ages[span]) for span in FEE_AGES),
        figures=figures,
        options={"scales": {"x": {"max": max(ages.values()) * ROOM or 1}}},
        empty=_nothing(sums),
    )


def _nothing(sums: FeeSums) -> str:
    if sums.few:
        return _("Too few students to tell of.")
    return "" if any(sums.billed) else _("No due is known here yet.")


def _finding(sums: FeeSums) -> str:
    if sums.few or not any(sums.billed):
        return _("Open fees by age")
    if not sums.overdue:
        return _("Nothing is overdue")
    oldest = next(span for span in OVERDUE if sums.ages[span])
    return str(FINDINGS[oldest]) % {"amount": short_rupees(sums.ages[oldest])}


def _row(span: str, amount: int) -> Row:
    return Row(
        label=str(FEE_AGES[span]),
        number=amount / 100,
        value=short_rupees(amount),
        key="bar" if span == OVER_90 else "bar-muted",
        share=amount_text(amount),
        filters={"late": span},
        leads=bool(amount),
    )
