"""Which part of a subject's mark is hardest."""

from django.utils.translation import gettext as _

from analytics.charts.chart import BAR, Chart, Row, nothing
from analytics.metrics.components import InComponent, components
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, number
from analytics.wording import few


def chart(figures: Figures) -> Chart:
    """The mean percent of each component, the hardest last as the lowest bar."""
    found = components(figures)[::-1]
    hardest = found[-1] if found and found[-1].average else None
    return Chart(
        slug="components",
        kind=BAR,
        title=_finding(found, hardest),
        subtitle=_("Mean percent of what is entered, absent as 0"),
        measure=_("Mean percent"),
        columns=(_("Component"), _("Kind, of"), _("Mean percent"), _("Entered")),
        rows=tuple(_row(one, one is hardest and len(found) > 1) for one in found),
        figures=figures,
        empty="" if found else nothing(figures.total, _("No components here yet.")),
    )


def _finding(found: list[InComponent], hardest: InComponent | None) -> str:
    if hardest is None:
        return _("No components yet")
    if len(found) == 1:
        words = _("%(name)s averages %(figure)s percent")
    else:
        words = _("%(name)s is hardest, %(figure)s percent on average")
    return words % {"name": hardest.code, "figure": hardest.average}


def _row(one: InComponent, spoken_of: bool) -> Row:
    return Row(
        label=one.code,
        number=number(one.average),
        value=few() if one.few else one.average,
        key="bar" if spoken_of else "bar-muted",
        share=few() if one.few else grouped(one.entered),
        note=f"{one.kind}, {one.maximum}",
        leads=False,
    )
