"""A cell as it was found: its exact text, how the spreadsheet shows it, and what kind it is."""

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

TEXT = "text"
NUMBER = "number"
PERCENT = "percent"
DATE = "date"
BOOLEAN = "true or false"
ERROR = "error"
UNCOMPUTED = "formula without its result"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
UNREAD = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a number format quotes, and its conditions
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Cell(NamedTuple):
    """`text` is exact; `shown` is what the spreadsheet's reader saw, empty where that is unknown.

    A text file knows only what is shown, so both are the same there. Of a date it is the month,
    where no day is shown: “Nov 2026” for 2026-11-01.
    """

    text: str
    kind: str = TEXT
    shown: str = ""

    @property
    def blank(self) -> bool:
        return not self.text


EMPTY = Cell("")


def guarded(text: str) -> str:
    """A text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """The text without that apostrophe."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def text_cell(text: str) -> Cell:
    """A cell that holds text, outer white space and a guard against formulas taken off."""
    text = unguarded(text.strip()).strip()
    return Cell(text, TEXT, text) if text else EMPTY


def cell_of(value, number_format: str = "General") -> Cell:
    """A cell of a workbook from its stored value and number format."""
    if value is None:
        return EMPTY
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return Cell(str(value).upper(), BOOLEAN)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(_date_text(value), DATE, _shown_month(value, number_format))
    if is_percent_format(number_format):
        return _percent_cell(value)
    text = number_text(value)
    return Cell(text, NUMBER, shown_number(text, number_format))


def number_text(value: int | float) -> str:
    """The number without binary noise: fifteen significant digits, never an exponent."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return plain(Decimal(f"{value:.15g}"))


def plain(number: Decimal) -> str:
    """A decimal in plain digits without needless zeros: 97, 72.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_number(text: str, number_format: str) -> str:
    """What a spreadsheet shows for a number; empty where its format says more than digits."""
    if number_format in ("General", "@", ""):
        return text
    if not re.fullmatch("0+", number_format) or not re.fullmatch(r"\d+(\.\d+)?", text):
        return ""
    whole = Decimal(text).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return str(whole).zfill(len(number_format))


def is_percent_format(number_format: str) -> bool:
    """Whether the format multiplies by a hundred; a quoted percent sign does not."""
    return "%" in UNREAD.sub("", number_format)


def _percent_cell(value: int | float) -> Cell:
    if not math.isfinite(value):
        return Cell(number_text(value), NUMBER)
    percent = plain(Decimal(f"{value:.15g}").scaleb(2))
    return Cell(f"{percent}%", PERCENT, f"{percent}%")


def _shown_month(value, number_format: str) -> str:
    """“Nov 2026” for a day that is shown without its number; else nothing."""
    letters = set(UNREAD.sub("", number_format).casefold())
    if not isinstance(value, datetime.date) or "m" not in letters or letters & set("dhs"):
        return ""
    return f"{MONTHS[value.month - 1]} {value.year}"


def _date_text(value) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
