"""Which part of a subject's mark is hardest."""

from analytics.charts.bars import TOO_FEW
from analytics.charts.chart import BAR, Chart, Row, nothing
from analytics.metrics.components import InComponent, components
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, number


def chart(figures: Figures) -> Chart:
    """The mean percent of each component, the hardest last as the lowest bar."""
    found = components(figures)[::-1]
    hardest = found[-1] if found and found[-1].average else None
    return Chart(
        slug="components",
        kind=BAR,
        title=_finding(found, hardest),
        subtitle="Mean percent of what is entered, absent as 0",
        measure="Mean percent",
        columns=("Component", "Kind, of", "Mean percent", "Entered"),
        rows=tuple(_row(one, one is hardest and len(found) > 1) for one in found),
        figures=figures,
        empty="" if found else nothing(figures.total, "components"),
    )


def _finding(found: list[InComponent], hardest: InComponent | None) -> str:
    if hardest is None:
        return "No components yet"
    if len(found) == 1:
        return f"{hardest.code} averages {hardest.average} percent"
    return f"{hardest.code} is hardest, {hardest.average} percent on average"


def _row(one: InComponent, spoken_of: bool) -> Row:
    return Row(
        label=one.code,
        number=number(one.average),
        value=TOO_FEW if one.few else one.average,
        key="bar" if spoken_of else "bar-muted",
        share=TOO_FEW if one.few else grouped(one.entered),
        note=f"{one.kind}, {one.maximum}",
        leads=False,
    )
