"""Days and times as platforms write them; which of 03/04 is the month, the whole file decides."""

import datetime
import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.days import said_day
from students.imports.office.cell_values import Altered
from students.imports.office.dates import FIRST
from students.imports.refusals import Refused

NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})(?![0-9])")
TIME = re.compile(
    r"[ T,]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?\s*"
    r"(?P<half>[ap]\.?m\.?)?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
MEND = gettext_lazy("Write it as 2026-03-14, or 2026-03-14 07:30.")


def is_month_first(texts: Iterable[str]) -> bool:
    """Whether 03/04/2026 is the 4th of March in a file of these: so platforms write it, unless
    some day of the file can only be read the other way; 13/13 can be read neither way."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := NUMBERS.match(text))]
    return not any(second <= 12 < first for first, second in pairs)


def moment_of(text: str, month_first: bool) -> Altered:
    """A day with its time, or midnight, in the time zone of the house, as ISO text in UTC."""
    found = TIME.search(text)
    day = day_of(text[: found.start()] if found else text, month_first)
    time = _time(found) if found else datetime.time()
    moment = _in_zone(datetime.datetime.combine(day, time), found["zone"] if found else None)
    shown = date_format(timezone.localtime(moment), "j M Y, H:i")
    return Altered(moment.astimezone(datetime.UTC).isoformat(), shown, _("A day and its time."))


def day_of(text: str, month_first: bool) -> datetime.date:
    """A day between 1990 and tomorrow, or Refused."""
    text = text.strip()
    found = NUMBERS.fullmatch(text)
    if found and month_first:
        text = f"{found[2]}/{found[1]}/{found[3]}"
    said = said_day(text)
    if said.year is None:
        raise Refused(_("It names no year."), MEND)
    # What is read east of here may be dated tomorrow.
    return said.within(FIRST, timezone.localdate() + datetime.timedelta(days=1))


def _time(found: re.Match) -> datetime.time:
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return datetime.time(hour, int(found["minute"]))
    except ValueError as error:
        raise Refused(_("No day has this time."), MEND) from error


def _in_zone(moment: datetime.datetime, zone: str | None) -> datetime.datetime:
    if not zone:
        return timezone.make_aware(moment)
    try:
        return datetime.datetime.fromisoformat(f"{moment.isoformat()}{zone.upper()}")
    except ValueError as error:
        raise Refused(_("No day has this time."), MEND) from error
