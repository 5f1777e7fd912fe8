"""Titles that name a month, a quarter or an instalment: “Apr 2026”, “04/2026”, “Q1”, “Inst 2”."""

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from students.imports.class_periods import ROMAN
from students.imports.days import MONTH, MONTHS, said_day
from students.imports.refusals import Refused
from students.rules.keys import key_of

DUE, PAID = "due", "paid"
NAMED = re.compile(rf"({MONTH})[-/. ,’']*([0-9]{{4}}|[0-9]{{2}})?")
NUMBERED = re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>[0-9]{4})")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>0?[1-9]|1[0-2])")
ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
NUMERAL = "|".join(sorted(ROMAN, key=len, reverse=True))
COUNT = rf"([0-9]{{1,2}}|{NUMERAL}|{'|'.join(ORDINALS)})(?:st|nd|rd|th)?"
QUARTER, INSTALMENT = "(?:q|qtr|quarter)", "(?:inst|instl|instal?lment|emi)"
SESSION = r"(?:[ ,/-]*(?:fy)?[ ]*([0-9]{4}(?:-[0-9]{2,4})?))?"
QUARTERS, INSTALMENTS = (
    (
        re.compile(rf"{word}[ .#-]*(?:no[. ]*)?{COUNT}{SESSION}"),
        re.compile(rf"{COUNT}[ -]*{word}[.]?{SESSION}"),
    )
    for word in (QUARTER, INSTALMENT)
)
DATES = re.compile(r"\b(?:due (?:date|on)|(?:paid|payment|receipt|last) (?:date|on)|date|pay by)\b")
PAID_WORDS = re.compile(r"\b(?:paid|payment|received|recd|collected|receipt)\b")
DUE_WORDS = re.compile(r"\b(?:due|payable|demand|pay by)\b")
FILLERS = re.compile(r"\b(?:fees?|amount|amt|rs|inr|tuition|for|of|the|month)\b|₹")
IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
SAID_TO_BE_ONE = "instalment: "  # so begins a title that refused rows were given back with


@dataclass(frozen=True, slots=True)
class Period:
    """What a title names. `code` is what a due of it is called, `others` are keys of codes that
    mean the same; `first` and `last` are days of a month, equal where the title is a day, None
    where it tells none; `day` is said beside it: “Inst 1 (10/07/2026)”. `side` is due or paid, ""
    where it does not say; `is_day`: the column holds days, not amounts.
    """

    code: str
    others: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None
    day: datetime.date | None = None
    side: str = ""
    is_day: bool = False


@lru_cache(1000)
def period_of(title: str) -> Period | None:
    """What a title names; None where it names neither a month nor an instalment."""
    text = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    is_given_back = text.startswith(SAID_TO_BE_ONE)
    is_day = DATES.search(text) is not None
    side = PAID if PAID_WORDS.search(text) else DUE if DUE_WORDS.search(text) else ""
    day = next((found for part in IN_BRACKETS.findall(text) if (found := _day(part))), None)
    if day:
        text = IN_BRACKETS.sub(" ", text)
    for words in (DATES, PAID_WORDS, DUE_WORDS, FILLERS):
        text = words.sub(" ", text)
    named = _named(" ".join(re.sub(r"[()\[\]]", " ", text).split()).strip(" -–:_."))
    if named is None and is_given_back:
        named = chosen(title[len(SAID_TO_BE_ONE) :])
    if named is None:
        return None
    return Period(named.code, named.others, named.first, named.last, day, side, is_day)


def chosen(title: str) -> Period:
    """A title that names nothing known, where somebody says that it is an instalment."""
    return Period(" ".join(title.replace("/", "-").split()))


def _named(text: str) -> Period | None:
    return _month(text) or _counted(text) or _dated(text)


def _month(text: str) -> Period | None:
    if found := NAMED.fullmatch(text):
        number, year = MONTHS.index(found[1][:3]) + 1, found[2]
        year = year and (int(year) + 2000 if len(year) == 2 else int(year))
        return _of_month(year, number) if year else Period(MONTHS[number - 1].capitalize())
    found = NUMBERED.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    return _of_month(int(found["year"]), int(found["month"])) if found else None


def _of_month(year: int, number: int) -> Period | None:
    if not 1990 <= year <= 2100:
        return None
    first = datetime.date(year, number, 1)
    last = first.replace(day=calendar.monthrange(year, number)[1])
    short, full = MONTHS[number - 1].upper(), calendar.month_name[number].upper()
    spelled = {
        f"{name}{sign}{part}"
        for name in (short, full)
        for sign in ("", "-")
        for part in (year, f"{year % 100:02}")
    }
    numbers = {
        f"{number:02}/{year}",
        f"{number}/{year}",
        f"{year}-{number:02}",
        f"{number:02}-{year}",
    }
    code = f"{short.capitalize()} {year}"
    return Period(code, tuple(sorted(spelled | numbers)), first, last)


def _counted(text: str) -> Period | None:
    for forms, label in ((QUARTERS, "Q{}"), (INSTALMENTS, "Inst {}")):
        found = next((match for form in forms if (match := form.fullmatch(text))), None)
        if found and (number := _number(found[1])):
            code = " ".join(filter(None, (label.format(number), found[2])))
            return Period(code, () if found[2] else _spelled(label, number))
    return None


def _number(text: str) -> int:
    return int(ROMAN.get(text) or ORDINALS.get(text) or text)


def _spelled(label: str, number: int) -> tuple[str, ...]:
    if label.startswith("Q"):
        return (f"Q-{number}", f"QUARTER{number}")
    words = ("INSTALMENT", "INSTALLMENT", "INST", "I", "")
    return tuple(
        f"{word}{sign}{number}" for word in words for sign in ("", "-") if word or not sign
    )


def _dated(text: str) -> Period | None:
    day = _day(text)
    if day is None:
        return None
    if day.day == 1 and text.startswith(day.isoformat()):
        # A spreadsheet makes the first of the month of “Apr 2026”.
        return _of_month(day.year, day.month)
    return Period(f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}", (), day, day)


def _day(text: str) -> datetime.date | None:
    try:
        said = said_day(text)
        return datetime.date(said.year, said.month, said.day) if said.year else None
    except (Refused, ValueError):
        return None


def keys_of(period: Period) -> tuple[str, ...]:
    """The keys of codes that mean this period, its own first."""
    return (key_of(period.code), *period.others)
