"""Revenue: what came in, what is due and what is late, in total and by place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.charts import enrolment_revenue, fee_ages, revenue_months
from analytics.charts.chart import Chart
from analytics.dashboards.fee_filters import fee_filters
from analytics.dashboards.fee_tables import fee_tables
from analytics.dashboards.strip import Figure
from analytics.dashboards.tables import NONE, Table
from analytics.fee_scopes import FeeScope
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fees import FeeSums
from analytics.numerals import grouped, short_rupees, students
from analytics.wording import few

SLUG = "revenue"
MONTHS = "months"
CHOICES = (
    ("", gettext_lazy("Last 12")),
    ("24", gettext_lazy("Last 24")),
    ("36", gettext_lazy("Last 36")),
)
USUAL = 12
CHARTS = {
    one.__name__.rsplit(".", 1)[1]: one.chart
    for one in (revenue_months, fee_ages, enrolment_revenue)
}


def figures_of(scope: FeeScope, asked: Mapping[str, str]) -> FeeFigures:
    """The figures of today over as many months as are asked for; of anything else twelve."""
    count = asked.get(MONTHS, "")
    known = count if count in dict(CHOICES) else ""
    own = replace(scope, own={MONTHS: known} if known else {})
    return FeeFigures(own, timezone.localdate(), int(known or USUAL))


def charts(figures: FeeFigures) -> list[Chart]:
    """The charts of the page, in order."""
    return [make(figures) for make in CHARTS.values()]


def tables(figures: FeeFigures) -> list[Table]:
    """The tables of the page, in order."""
    return [] if figures.total.few else fee_tables(figures)


def board(figures: FeeFigures) -> dict:
    """What dashboards/board.html shows, but for charts, tables and tabs."""
    total = figures.total
    nothing = _nothing(figures)
    return {
        "heading": _finding(total, bool(figures.months)),
        "lede": _lede(figures),
        "filters": fee_filters(figures.scope, reverse(SLUG), _months(figures.scope)),
        "figures": () if nothing else _strip(figures),
        "notes": () if nothing else notes(),
        "start": nothing,
        "charts_first": True,
        "as_of": timezone.now(),  # computed as it is read
    }


def _months(scope: FeeScope) -> dict:
    options = [{"value": value, "label": str(words)} for value, words in CHOICES]
    chosen = scope.own.get(MONTHS, "")
    return {"name": MONTHS, "label": _("Months"), "chosen": chosen, "options": options}


def _finding(total: FeeSums, any_money: bool) -> str:
    if total.few:
        return _("Too few students here for figures")
    if not any(total.billed):
        return _("No dues here yet") if any_money else _("No fees here yet")
    if not total.overdue:
        return _("Nothing is overdue")
    words = ngettext(
        "%(amount)s is overdue from %(count)s student",
        "%(amount)s is overdue from %(count)s students",
        total.owing,
    )
    return words % {"amount": short_rupees(total.overdue), "count": grouped(total.owing)}


def _nothing(figures: FeeFigures) -> dict | None:
    total, clear = figures.total, {"url": reverse(SLUG), "link": _("Clear the filters")}
    clear = clear if figures.scope.chosen else {}
    if total.few:
        told = _("Fewer than five students would be told of, or could be worked out.")
        return {"sentence": told, **clear}
    if not total.students and not figures.months:
        told = _("Dues and payments appear here once they are imported or entered.")
        return {"sentence": told, **clear}
    return None


def _lede(figures: FeeFigures) -> str:
    names = [one.name for one in figures.scope.institutions]
    if not names:
        return _("No institution is assigned to you yet.")
    where = names[0] if len(names) == 1 else _("%(count)s institutions") % {"count": len(names)}
    told = {"place": where, "day": date_format(figures.on, "j M Y")}
    return _("Fees of %(place)s, as on %(day)s.") % told


def _strip(figures: FeeFigures) -> tuple[Figure, ...]:
    total, scope = figures.total, figures.scope
    amounts = (
        (_("Overdue"), total.overdue, students(total.owing), "overdue"),
        (_("Not due yet"), total.pending, students(total.awaited), "pending"),
    )
    overdue, pending = (
        Figure(label, short_rupees(amount), note, url=_list_url(scope, show))
        for label, amount, note, show in amounts
    )
    paid = _("%(amount)s of it paid") % {"amount": short_rupees(total.collected)}
    rate = total.collection_rate
    return (
        _collected(figures),
        Figure(_("Due by today"), short_rupees(total.due) if total.due else NONE, paid),
        overdue,
        pending,
        Figure(
            _("Collection rate"),
            rate or NONE,
            _("of what was due by today") if rate else _("nothing was due yet"),
            "\u00a0%" if rate else "",
        ),
    )


def _list_url(scope: FeeScope, show: str) -> str:
    if not scope.leads_to_students:
        return ""
    return f"{reverse('fees')}?{scope.students_query(show=show)}"


def _collected(figures: FeeFigures) -> Figure:
    """The money of this month, beside that of the whole month before."""
    label = _("Collected in %(month)s") % {"month": date_format(figures.on, "F")}
    *before, now = figures.months or [None]
    if now is None or now.few:
        return Figure(label, few() if now else NONE, _("no payment is known") if not now else "")
    last = before[-1] if before and not before[-1].few else None
    than = {"amount": short_rupees(last.collected)} if last else {}
    note = _("%(amount)s in the month before") % than if last else ""
    return Figure(label, short_rupees(now.collected), note)


def notes() -> Iterable[str]:
    """How the figures are made, in sentences."""
    return (
        _(
            "Money said to be toward a due pays that due; all other money the oldest due first, and"
            " beyond all dues it is paid ahead. A refund takes back the latest money. A due is"
            " overdue from the day after its own."
        ),
        _(
            "The collection rate is what is paid of the dues up to today, in percent of them;"
            " payments for later dues are not in it. Revenue is all money of a month less what was"
            " given back in it, whatever it was for."
        ),
        _(
            "A student counts in the batch joined last. Months of admissions and of revenue that"
            " follow each other are not independent, so that the interval of r is rather too"
            " narrow."
        ),
    )
