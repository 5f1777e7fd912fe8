"""Money of fees from month to month, less what was given back."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.charts.chart import COLUMNS, Chart, Row
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fee_months import Month
from analytics.numerals import LAKH, amount_text, grouped, in_units, short_rupees
from analytics.wording import few


def chart(figures: FeeFigures) -> Chart:
    """A column for each month; the table has the exact sums."""
    months = figures.months
    return Chart(
        slug="revenue_months",
        kind=COLUMNS,
        title=_finding(figures, [one for one in months if not one.few]),
        subtitle=_("Received less given back, by the day of the receipt, in lakh rupees"),
        measure=_("₹ lakh"),
        columns=(
            _("Month"),
            _("₹ lakh"),
            _("Payments and refunds"),
            _("Received, ₹"),
            _("Given back, ₹"),
            _("Revenue, ₹"),
        ),
        rows=tuple(map(_row, months)),
        figures=figures,
        empty="" if months else _("No payment is known here yet."),
    )


def month_words(month: Month) -> str:
    """The month as it is written: "Nov 2026"."""
    return date_format(month.first, "M Y")


def _finding(figures: FeeFigures, told: list[Month]) -> str:
    """The month that is over and brought most, where there are two to compare."""
    over = [one for one in told if one.first < figures.on.replace(day=1)]
    if len(over) < 2:
        return _("Revenue by month")
    best = max(over, key=lambda one: one.collected)
    told_words = {"month": month_words(best), "amount": short_rupees(best.collected)}
    return _("%(month)s brought most, %(amount)s") % told_words


def _row(month: Month) -> Row:
    if month.few:
        return Row(month_words(month), None, few(), "bar", "–", leads=False, others=("–",) * 3)
    return Row(
        label=month_words(month),
        number=month.collected / LAKH,
        value=in_units(month.collected, LAKH),
        key="bar",
        share=grouped(month.receipts),
        leads=False,
        others=tuple(map(amount_text, (month.received, month.refunded, month.collected))),
    )
