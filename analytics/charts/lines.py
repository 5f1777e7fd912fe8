"""What the charts over terms share: a point for each term, the last one to speak of."""

from analytics.charts.bars import TOO_FEW
from analytics.charts.chart import LINE, Chart, Row, nothing
from analytics.metrics.measures import Measure
from analytics.metrics.trends import InTerm, Trend
from analytics.numerals import difference, grouped, number


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
        measure=measure.title,
        columns=("Term", "Policy", measure.words, measure.of),
        rows=rows,
        figures=trend.figures,
        options={"plugins": {"breaks": {"at": breaks, "label": "new policy"}}},
        empty="" if known else nothing(trend.figures.total, "figures"),
    )


def _row(trend: Trend, term: InTerm, measure: Measure, changed: list[str]) -> Row:
    tally = term.tally
    text = measure.shown(tally)
    policy = ", ".join(map(str, trend.numbers(term)))
    return Row(
        label=term.part.title or term.code,
        number=number(text),
        value=TOO_FEW if tally.few else text or "–",
        key="bar",
        share=TOO_FEW if tally.few else grouped(measure.counted(tally)),
        note=f"{policy}, new" if term.code in changed else policy,
        filters={"term": term.code, **dict(measure.filters)},
    )


def _finding(measure: Measure, known: list[Row]) -> str:
    if not known:
        return f"{measure.title}: no figures yet"
    unit, points = ("\u00a0%", " points") if measure.unit else ("", "")
    last = known[-1]
    if len(known) == 1:
        return f"{measure.title} is {last.value}{unit} in the only term"
    by = difference(last.value, known[-2].value)
    if not by:
        return f"{measure.title} is as in the term before"
    way = "rose" if by > 0 else "fell"
    return f"{measure.title} {way} by {abs(by)}{points} to {last.value}{unit}"
