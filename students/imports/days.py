"""Titles that are days, the day before the month: “14/03/2026”, “14-3-26 P2”, “Sat 14 Mar”."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.class_periods import TH, is_period, period_of
from students.imports.refusals import Refused
from students.models.sessions import MOST_PERIODS

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
YEAR, END = "(?P<year>[0-9]{4}|[0-9]{2})", r"(?![0-9a-z])"
DATES = tuple(
    re.compile(rf"(?:{WEEKDAY}[,. ]*)?{form}{END}(?P<rest>.*)")
    for form in (
        r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})\s?([-/.])\s?(?P<month>[0-9]{{1,2}})\s?\2\s?{YEAR}",
        rf"(?P<day>[0-9]{{1,2}}){TH}[-/. ]*(?P<month>{MONTH})[-/. ,’']*{YEAR}",
        rf"(?P<day>[0-9]{{1,2}}){TH}[-/. ]*(?P<month>{MONTH})",
        rf"(?P<month>{MONTH})[-. ]*(?P<day>[0-9]{{1,2}}){TH}(?:[, ]+(?P<year>[0-9]{{4}}))?",
        r"(?P<day>[0-9]{1,2})[-/](?P<month>[0-9]{1,2})",
    )
)
ALONE = re.compile(rf"(?:{WEEKDAY}[,. ]*)?(?:[1-9]|[12][0-9]|3[01]){TH}(?:[,. (]*{WEEKDAY}\)?)?")
MONTH_ALONE = re.compile(rf"(?:month[ :]*)?({MONTH})[-/. ,’']*([0-9]{{4}}|[0-9]{{2}})?")
DAY_MEND = gettext_lazy("Write the day first, then the month: 14/03/2026, 14-3-26 or 14 Mar.")
TERM_MEND = gettext_lazy("Correct the day, or choose its term.")


@dataclass(frozen=True, slots=True)
class SaidDay:
    """What a title says of a day; None: it does not say."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    period: int | None

    def within(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """The day of the calendar between two others, or Refused."""
        years = [self.year] if self.year else range(first.year, last.year + 1)
        days = [day for year in years if (day := self._in(year))]
        if not days:
            raise Refused(_("No calendar has this day."), _("Correct the day."))
        inside = [day for day in days if first <= day <= last]
        if len(inside) > 1:
            raise Refused(
                _("It may be of %(years)s.")
                % {"years": _(" or ").join(str(day.year) for day in inside)},
                _("Write the year too."),
            )
        if not inside:
            words = _("It lies outside the term, %(first)s to %(last)s.")
            raise Refused(words % {"first": shown(first), "last": shown(last)}, TERM_MEND)
        if self.weekday not in (None, inside[0].weekday()):
            words = _("%(day)s is a %(weekday)s.")
            told = {"day": shown(inside[0]), "weekday": date_format(inside[0], "l")}
            raise Refused(words % told, _("Correct the day."))
        return inside[0]

    def _in(self, year: int) -> datetime.date | None:
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None


def shown(day: datetime.date) -> str:
    """A day as people read it: 14 Mar 2026."""
    return date_format(day, "j M Y")


def is_day(title: str) -> bool:
    """Whether a title begins with a day, be it one that no calendar has, or is a day's number."""
    text = _folded(title)
    return ALONE.fullmatch(text) is not None or _date(text) is not None


@lru_cache(1000)
def said_day(title: str) -> SaidDay:
    """What a title says of a day; Refused for what is none, or leaves open which one."""
    text = _folded(title)
    found = _date(text)
    if found is None:
        if ALONE.fullmatch(text):
            raise Refused(
                _("It names no month."), _("Write 14 Mar, or the month in the row above.")
            )
        raise Refused(_("It is not a day."), DAY_MEND)
    named = found.groupdict()
    day, month = int(named["day"]), _month(named["month"])
    if not 1 <= month <= 12:
        day_first = f"{month:02}/{day:02}" if day <= 12 else ""
        mend = DAY_MEND
        if day_first:
            mend = _("The day stands first: write %(day)s if that is meant.") % {"day": day_first}
        raise Refused(_("There is no month %(month)s.") % {"month": month}, mend)
    rest, weekday = _weekday(text, found["rest"])
    is_dated = named.get("year") is not None
    return SaidDay(day, month, _year(named.get("year")), weekday, period_of(rest, is_dated))


def joined_day(upper: str, lower: str) -> str:
    """One title of two that stand above each other, where together they name a day; else nothing.

    “14/03/2026” above “P2”, “FN”, “Mon” or “2”; “March 2026” above “14” or “14/03/2026”.
    """
    above, below = _folded(upper), _folded(lower)
    if MONTH_ALONE.fullmatch(above) and _is_of_month(above, below):
        return lower
    if MONTH_ALONE.fullmatch(above) and ALONE.fullmatch(below):
        month, year = MONTH_ALONE.fullmatch(above).groups()
        number = re.search("[0-9]+", below)[0]
        return " ".join(filter(None, (number, month.capitalize(), year)))
    if _date(above) is None:
        return ""
    if re.fullmatch("[0-9]+", below):
        return f"{upper} P{lower}" if 1 <= int(below) <= MOST_PERIODS else ""
    is_beside = is_period(below) or re.fullmatch(WEEKDAY, below)
    return f"{upper} {lower}" if is_beside else ""


def _is_of_month(month: str, day: str) -> bool:
    """Whether the day that a title names is of the month that another names."""
    found = _date(day)
    return found is not None and _month(MONTH_ALONE.fullmatch(month)[1]) == _month(found["month"])


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def _date(text: str) -> re.Match | None:
    return next((found for form in DATES if (found := form.fullmatch(text))), None)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3]) + 1


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) + (2000 if len(text) == 2 else 0)


def _weekday(text: str, rest: str) -> tuple[str, int | None]:
    """What is left beside the date without the day of the week, and that, wherever it stands."""
    before = re.match(WEEKDAY, text)
    after = re.match(rf"[ ,.(\[-]*({WEEKDAY})[)\].]*(?![a-z])", rest)
    found = after[1] if after else before[0] if before else ""
    return rest[after.end() :] if after else rest, WEEKDAYS.index(found[:3]) if found else None
