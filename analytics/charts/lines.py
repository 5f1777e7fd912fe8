"""What the charts over terms share: a point for each term, the last one to speak of."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.chart import LINE, Chart, Row, nothing
from analytics.metrics.measures import Measure
from analytics.metrics.trends import InTerm, Trend
from analytics.numerals import difference, grouped, number, percent
from analytics.wording import few

# How a measure went: whether it rose, and whether it is counted in percent.
WAYS = {
    (True, True): gettext_lazy("%(measure)s rose by %(by)s points to %(figure)s"),
    (False, True): gettext_lazy("%(measure)s fell by %(by)s points to %(figure)s"),
    (True, False): gettext_lazy("%(measure)s rose by %(by)s to %(figure)s"),
    (False, False): gettext_lazy("%(measure)s fell by %(by)s to %(figure)s"),
}


def trend_chart(trend: Trend, slug: str, measure: Measure, subtitle: str) -> Chart:
    """The measure in every term; the table says by which policy, and where that changed."""
    changed = [after.code for _, after in trend.changes()]
    rows = tuple(_row(trend, one, measure, changed) for one in trend.terms)
    known = [row for row in rows if row.number is not None]
    breaks = [place for place, one in enumerate(trend.terms) if one.code in changed]
    return Chart(
        slug=slug,
        kind=LINE,
        title=_finding(measure, known),
        subtitle=subtitle,
        measure=str(measure.title),
        columns=(_("Term"), _("Policy"), measure.words, measure.of),
        rows=rows,
        figures=trend.figures,
        options={"plugins": {"breaks": {"at": breaks, "label": _("new policy")}}},
        empty="" if known else nothing(trend.figures.total, _("No figures here yet.")),
    )


def _row(trend: Trend, term: InTerm, measure: Measure, changed: list[str]) -> Row:
    tally = term.tally
    text = measure.shown(tally)
    policy = ", ".join(map(str, trend.numbers(term)))
    return Row(
        label=term.part.title or term.code,
        number=number(text),
        value=few() if tally.few else text or "–",
        key="bar",
        share=few() if tally.few else grouped(measure.counted(tally)),
        note=_("%(policy)s, new") % {"policy": policy} if term.code in changed else policy,
        filters={"term": term.code, **dict(measure.filters)},
    )


def _finding(measure: Measure, known: list[Row]) -> str:
    if not known:
        return _("%(measure)s: no figures yet") % {"measure": measure.title}
    last = known[-1].value
    told = {"measure": measure.title, "figure": percent(last) if measure.unit else last}
    if len(known) == 1:
        return _("%(measure)s is %(figure)s in the only term") % told
    by = difference(last, known[-2].value)
    if not by:
        return _("%(measure)s is as in the term before") % told
    return WAYS[by > 0, bool(measure.unit)] % {**told, "by": abs(by)}
