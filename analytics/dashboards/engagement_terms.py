"""The table of what was done in whole terms, which describes and is no factor."""

from django.utils.translation import gettext as _

from analytics.charts.weekly_activity import NAMES
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.metrics.engagement.whole_terms import WholeTerm
from analytics.metrics.tallies import ratio
from analytics.numerals import grouped
from analytics.wording import few
from students.rules.shown import ATTENDANCE_PLACES
from students.rules.units import SCALE

HOUR = 3600  # seconds
DIVISORS = (1, HOUR, 1, 1)  # of days, seconds of video, posts, pieces of work


def whole_term_table(found: list[WholeTerm]) -> Table:
    """A line for each way to end, with the medians of those of whom they are known."""
    return Table(
        title=_("Activity in the whole term"),
        subtitle=_(
            "Medians, of sources that know no weeks; who left had less time for it, so that"
            " nothing here is a factor"
        ),
        corner=_("How it ended"),
        columns=(
            Column(_("Enrolments")),
            Column(_("Days active")),
            Column(_("Hours of video")),
            Column(_("Forum posts")),
            Column(_("Work handed in")),
        ),
        lines=tuple(Line(str(NAMES[one.group]), _cells(one)) for one in found),
        kind="whole-terms",
    )


def _cells(one: WholeTerm) -> tuple[Cell, ...]:
    if one.few:
        return (Cell(few()),) * (1 + len(DIVISORS))
    pairs = zip(one.medians, DIVISORS, strict=True)
    return (Cell(grouped(one.count)), *(Cell(_text(value, by)) for value, by in pairs))


def _text(value, divisor: int) -> str:
    if value is None:
        return NONE
    return ratio(value.numerator * SCALE, value.denominator * divisor, ATTENDANCE_PLACES)
