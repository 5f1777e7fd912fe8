"""Admissions and money of the same months, each against its own mean, and how they go together."""

from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.revenue_months import month_words
from analytics.metrics.correlations import LEAST, Correlation
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fee_months import Month
from analytics.numerals import amount_text, grouped, percent
from analytics.wording import few
from students.rules.units import half_up

MINUS = "\u2212"


def chart(figures: FeeFigures) -> Chart:
    """Two lines in percent of their means, since people and rupees share no axis."""
    months = [one for one in figures.months if one.admitted is not None or one.few]
    known = [one for one in months if not one.few]
    means = sum(one.admitted for one in known), sum(one.collected for one in known)
    return Chart(
        slug="enrolment_revenue",
        kind=LINES,
        title=_finding(figures.together),
        subtitle=_subtitle(figures.together),
        measure=_("Percent of the mean"),
        columns=(_("Month"), _("Admissions"), _("Revenue, ₹")),
        rows=tuple(_row(one, means, len(known)) for one in months),
        figures=figures,
        options={"scales": {"y": {"beginAtZero": True}}},
        empty="" if all(means) else _("Admissions and payments of the same months are not known."),
        series=(Series(_("admissions"), "bar"), Series(_("revenue"), "ramp-8")),
    )


def _finding(found: Correlation | None) -> str:
    if found is None:
        return _("Admissions and revenue by month")
    if not found.is_clear:
        return _("Revenue and admissions of a month go together no more than by chance")
    if found.r > 0:
        return _("Months of more admissions were months of more revenue")
    return _("Months of more admissions were months of less revenue")


def _subtitle(found: Correlation | None) -> str:
    lines = _("Each in percent of its monthly mean")
    if found is None:
        words = _("fewer than %(least)s whole months to compare, or always the same")
        return f"{lines} · {words % {'least': LEAST}}"
    bounds = found.interval
    words = _(
        "r %(r)s over %(count)s whole months, %(level)s interval %(low)s to %(high)s; what goes"
        " together is not why"
    ) % {
        "r": r_text(found.r),
        "count": found.count,
        "level": percent(str(LEVEL)),
        "low": r_text(bounds.low),
        "high": r_text(bounds.high),
    }
    return f"{lines} · {words}"


def r_text(value) -> str:
    """A correlation with two places and a true minus: −0.42."""
    return f"{value:.2f}".replace("-", MINUS)


def _row(month: Month, sums: tuple[int, int], count: int) -> Row:
    if month.few:
        return Row(month_words(month), None, few(), "bar", few(), leads=False, numbers=(None, None))
    values = month.admitted, month.collected
    numbers = tuple(of_mean(one, total, count) for one, total in zip(values, sums, strict=True))
    return Row(
        label=month_words(month),
        number=numbers[0],
        value=grouped(month.admitted),
        key="bar",
        share=amount_text(month.collected),
        leads=False,
        numbers=numbers,
    )


def of_mean(value: int, total: int, count: int) -> float | None:
    """In percent with one place; None without a mean."""
    if not total:
        return None
    share = Fraction(abs(value) * count * 1000, abs(total))
    rounded = half_up(share.numerator, share.denominator) / 10
    return rounded if value * total >= 0 else -rounded
