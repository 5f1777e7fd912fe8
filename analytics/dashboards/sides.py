"""The cells of a table that sets parts side by side: a figure, its bar, its difference from all."""

from django.utils.translation import gettext as _

from analytics.dashboards.dashboard import students_url
from analytics.dashboards.tables import NONE, Cell, signed
from analytics.metrics.dimensions import Part
from analytics.metrics.measures import Measure
from analytics.metrics.tallies import Tally
from analytics.numerals import grouped
from analytics.scope import Scope
from analytics.wording import few


def difference_head(measure: Measure) -> str:
    """The title of the second texts of a measure's cells."""
    return _("%(measure)s, difference") % {"measure": measure.title}


def figure_cells(
    scope: Scope, part: Part, tally: Tally, whole: Tally | None, measures: tuple[Measure, ...]
) -> tuple[Cell, ...]:
    """How many students, then each measure; `whole` is what they are held against, if anything."""
    count = Cell(
        few() if tally.few else grouped(tally.students), url=students_url(scope, part.filters)
    )
    return (count, *(_cell(scope, part, tally, whole, measure) for measure in measures))


def _cell(scope: Scope, part: Part, tally: Tally, whole: Tally | None, measure: Measure) -> Cell:
    if tally.few:
        return Cell(few())
    text, all_text = measure.shown(tally), measure.shown(whole) if whole else ""
    if not text:
        return Cell(NONE)
    leads = bool(part.filters and measure.filters)  # else it is a mean, of the students counted
    return Cell(
        text,
        second=signed(text, all_text),
        url=students_url(scope, (*part.filters, *measure.filters)) if leads else "",
        bar=float(text),
        mark=float(all_text) if all_text else None,
    )
