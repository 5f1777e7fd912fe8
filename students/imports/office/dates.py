"""Days as offices write them, the day before the month: “05/03/2026”, “5-Mar-26”, “2026-03-05”.

Forms and machines write the time behind the day, which says nothing here and is passed over.
"""

import datetime
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import ERROR, PERCENT, Cell
from students.imports.class_periods import PERIOD_MEND
from students.imports.days import DAY_MEND, SaidDay, said_day, shown
from students.imports.office.cell_values import Altered
from students.imports.office.digits import in_digits
from students.imports.refusals import Refused

FIRST = datetime.date(1990, 1, 1)
YEARS_AHEAD = 10
BESIDE = gettext_lazy("What stands beside the day is no part of it.")
TIME = re.compile(
    r"(?<=[0-9])(?:[ ,]+|t)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r" ?(?:[ap]\.?m\.?)? ?(?:z|ist|utc|gmt)?(?:[+-][0-9]{1,2}(?::?[0-9]{2})?)?$",
    re.IGNORECASE,
)


def day_of(cell: Cell) -> str | Altered:
    """A day as YYYY-MM-DD, between 1990 and ten years from now."""
    if cell.kind in (ERROR, PERCENT):
        raise Refused(_("It is not a day."), DAY_MEND)
    last = timezone.localdate() + datetime.timedelta(days=366 * YEARS_AHEAD)
    day = _said(cell.text).within(FIRST, last)
    if cell.text.startswith(day.isoformat()):
        return day.isoformat()
    return Altered(day.isoformat(), shown(day), _("A day written in another way."))


def _said(text: str) -> SaidDay:
    try:
        said = said_day(TIME.sub("", in_digits(text)))
    except Refused as refusal:
        if refusal.mend == str(PERIOD_MEND):  # a day of the office has no periods
            raise Refused(BESIDE, DAY_MEND) from refusal
        raise
    if said.year is None:
        raise Refused(_("It names no year."), DAY_MEND)
    if said.period is not None:
        raise Refused(BESIDE, DAY_MEND)
    return said


def past_day_of(cell: Cell) -> str | Altered:
    """The same, refused after today."""
    day = day_of(cell)
    text = day.value if isinstance(day, Altered) else day
    if text > timezone.localdate().isoformat():
        raise Refused(_("It lies in the future."), _("Correct the day."))
    return day
