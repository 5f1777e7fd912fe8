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
    best = _best(figures)
    return Chart(
        slug="revenue_months",
        kind=COLUMNS,
        title=_finding(best),
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
        rows=tuple(_row(one, one is best) for one in months),
        figures=figures,
        empty="" if months else _("No payment is known here yet."),
    )


def month_words(month: Month) -> str:
    """The month as it is written: "Nov 2026"."""
    return date_format(month.first, "M Y")


def _best(figures: FeeFigures) -> Month | None:
    """The month that is over and brought most, where there are two to compare."""
    told = (one for one in figures.months if not one.few)
    over = [one for one in told if one.first < figures.on.replace(day=1)]
    return max(over, key=lambda one: one.collected) if len(over) > 1 else None


def _finding(best: Month | None) -> str:
    if best is None:
        return _("Revenue by month")
    told_words = {"month": month_words(best), "amount": short_rupees(best.collected)}
    return _("%(month)s brought most, %(amount)s") % told_words


def _row(month: Month, spoken_of: bool) -> Row:
    if month.few:
        return Row(
            month_words(month), None, few(), "bar-muted", "–", leads=False, others=("–",) * 3
        )
    return Row(
        label=month_words(month),
        number=month.collected / LAKH,
        value=in_units(month.collected, LAKH),
        key="bar" if spoken_of else "bar-muted",
        share=grouped(month.receipts),
        leads=False,
        others=tuple(map(amount_text, (month.received, month.refunded, month.collected))),
    )
