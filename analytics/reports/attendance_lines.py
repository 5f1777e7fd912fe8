"""Columns that hold an attendance against its line, exactly and in words."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.books import (
    AVERAGE,
    BAD,
    SCORE,
    SHARE,
    SUM,
    WARN,
    WHOLE,
    Column,
    Formula,
    Mark,
    Plain,
    quoted,
)
from students.rules.units import SCALE

HUNDRED = 100
PERCENT = 'IF(N({held})>0,{attended}/{held},IF(ISNUMBER({reported}),{reported}/100,""))'  # shares


def attendance_columns() -> tuple[Column, ...]:
    """Classes held and attended or a reported percent, the lines, and what follows from them."""
    return (
        Column("held", _("Held"), WHOLE, width=8, total=SUM),
        Column("attended", _("Attended"), WHOLE, total=SUM),
        Column("reported", _("Reported, %"), SCORE),
        Column(
            "percent", _("Attendance"), SHARE, Formula(PERCENT, _percent), AVERAGE, marks=_marks()
        ),
        Column("line", _("Line, %"), SCORE, width=8),
        Column("low", _("Lower line, %"), SCORE, width=9),
        Column("state", _("State"), formula=_state(), width=18, marks=_marks()),
    )


def line_percent(units: int) -> Decimal:
    """A line of a policy as a number of percent."""
    return Decimal(units) / SCALE


def low_words() -> str:
    """How an attendance below the lower line is called."""
    return _("Below the lower line")


def short_words() -> str:
    """How one below the upper line alone is called."""
    return _("Below the line")


def unknown_words() -> str:
    """How it is called that there is none."""
    return _("Not known")


def _percent(row) -> Plain:
    if row["held"]:
        return Fraction(row["attended"]) / Fraction(row["held"])
    reported = row.get("reported")  # a row of totals has none
    return "" if reported is None else Fraction(reported) / HUNDRED


def _state() -> Formula:
    """Compared as whole numbers, never by a rounded percent."""

    def below(line: str) -> str:
        counted = f"{{attended}}*100<{{{line}}}*{{held}}"
        return f"IF(N({{held}})>0,{counted},{{reported}}<{{{line}}})"

    low, short, unknown = map(quoted, (low_words(), short_words(), unknown_words()))
    words = f'IF({below("low")},{low},IF({below("line")},{short},""))'
    return Formula(f'IF({{percent}}="",{unknown},{words})', _words)


def _words(row) -> str:
    if row["percent"] == "":
        return unknown_words()
    if _is_below(row, "low"):
        return low_words()
    return short_words() if _is_below(row, "line") else ""


def _is_below(row, line: str) -> bool:
    if row["held"]:
        return row["attended"] * HUNDRED < row[line] * row["held"]
    return row["reported"] < row[line]


def _marks() -> tuple[Mark, ...]:
    return (
        Mark(BAD, f"{{state}}={quoted(low_words())}"),
        Mark(WARN, f"{{state}}={quoted(short_words())}"),
    )
