"""Days as offices write them, the day before the month: “05/03/2026”, “5-Mar-26”, “2026-03-05”."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from students.imports.cells import ERROR, PERCENT, Cell
from students.imports.days import DAY_MEND, said_day, shown
from students.imports.office.lines import Altered
from students.imports.refusals import Refused

FIRST = datetime.date(1990, 1, 1)
YEARS_AHEAD = 10


def day_of(cell: Cell) -> str | Altered:
    """A day as YYYY-MM-DD, between 1990 and ten years from now."""
    if cell.kind in (ERROR, PERCENT):
        raise Refused(_("It is not a day."), DAY_MEND)
    last = timezone.localdate() + datetime.timedelta(days=366 * YEARS_AHEAD)
    said = said_day(cell.text)
    if said.year is None:
        raise Refused(_("It names no year."), DAY_MEND)
    if said.period is not None:
        raise Refused(_("What stands beside the day is no period."), DAY_MEND)
    day = said.within(FIRST, last)
    if cell.text.startswith(day.isoformat()):
        return day.isoformat()
    return Altered(day.isoformat(), shown(day), _("A day written in another way."))


def past_day_of(cell: Cell) -> str | Altered:
    """The same, refused after today."""
    day = day_of(cell)
    text = day.value if isinstance(day, Altered) else day
    if text > timezone.localdate().isoformat():
        raise Refused(_("It lies in the future."), _("Correct the day."))
    return day
