"""How the cells of a workbook look: by kind of figure, in headers, totals and where marked."""

from collections.abc import Iterable
from functools import cache
from textwrap import wrap

from analytics.books import (
    BAD,
    DAY,
    GOOD,
    MEAN,
    MONEY,
    MONTH,
    NOTE,
    SCORE,
    SHARE,
    TEXT,
    WARN,
    WHOLE,
    Column,
)
from analytics.writers.xlsx import GROUPED

NUMBERS = {
    TEXT: "General",
    NOTE: "General",
    WHOLE: GROUPED,
    MONEY: ";".join(f"{part}.00" for part in GROUPED.split(";")),
    SCORE: "0.00",
    MEAN: "0.00##",
    SHARE: "0.00%",
    DAY: "d mmm yyyy",
    MONTH: "mmm yyyy",
}
WIDTHS = {
    TEXT: 18,
    NOTE: 40,
    WHOLE: 11,
    MONEY: 13.5,
    SCORE: 11,
    MEAN: 11,
    SHARE: 11,
    DAY: 13,
    MONTH: 14,
}
ROOM = 2  # letters: bold ones are wider, and a text in words is indented
HEADER_LINE, HEADER_PADDING = 15, 3
WORDS = (TEXT, NOTE)
TONES = {
    BAD: {"bg_color": "#FBE3E4", "font_color": "#8E1B20"},
    WARN: {"bg_color": "#FFF1D0", "font_color": "#6B4300"},
    GOOD: {"bg_color": "#E1F3E6", "font_color": "#14562B"},
}
HEADER = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": "#E8ECF3",
    "bottom": 1,
    "right": 1,
    "right_color": "#FFFFFF",  # titles of neighbours do not run together
}
BAR = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": "#C9D6EC",
    "bar_axis_position": "none",
    "min_type": "num",
    "min_value": 0,
    "min_length": 0,  # else programs draw a tenth of the cell behind a 0
    "max_length": 100,
}
FULL_BAR = {**BAR, "max_type": "num", "max_value": 1}  # of a share, all of it


def width_of(column: Column) -> float:
    """The width of a column in letters."""
    return column.width or WIDTHS[column.kind]


def header_height(columns: Iterable[Column]) -> float:
    """The height in points that shows every title whole, wrapped in its column."""
    lines = (len(wrap(one.title, int(width_of(one)) - ROOM)) for one in columns)
    return HEADER_LINE * max(2, *lines) + HEADER_PADDING


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook):
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.note = workbook.add_format({"font_color": "#55606E"})
        self.cell = cache(lambda kind: workbook.add_format(_usual(kind)))
        self.total = cache(lambda kind: workbook.add_format(_total(kind)))
        self.header = cache(lambda kind: workbook.add_format(HEADER | _side(kind)))
        self.tone = cache(lambda tone: workbook.add_format(TONES[tone]))


def _usual(kind: str) -> dict:
    extra = {"align": "left", "indent": 1, "text_wrap": kind == NOTE} if kind in WORDS else {}
    return {"num_format": NUMBERS[kind], "valign": "vcenter", **extra}


def _total(kind: str) -> dict:
    return {**_usual(kind), "bold": True, "top": 1}


def _side(kind: str) -> dict:
    return {"align": "left", "indent": 1} if kind in WORDS else {"align": "right"}
