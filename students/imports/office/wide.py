"""Wide fee files: a student a row, a month or an instalment a column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from students.imports.cells import Cell, text_cell
from students.imports.columns import Column
from students.imports.identities import code_of
from students.imports.office.periods import (
    DUE,
    SAID_TO_BE_ONE,
    Period,
    chosen,
    keys_of,
    period_of,
)
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.tables import Table, letters

AMOUNT, DAY = NAMES = ("instalment", "instalment_day")
NOTHING_SAID = frozenset(("-", "--", "–", "—", "nil", "na", "n/a", "n.a."))


@dataclass(frozen=True)
class Wide:
    """How a sort of file may be wide. `side`: which of due and paid its amounts are; `instead`: the
    columns of a long file that the titles say, the first of which tells the two apart; `day`: the
    column whose day holds for the whole row.
    """

    side: str
    instead: tuple[str, ...]
    day: str

    def guessed(self, columns: list[Column]) -> list[Column]:
        """The columns of a header, those of months and instalments found among them."""
        names = {column.name for column in columns}
        found = [self._guessed(column) for column in columns]
        if self.instead[0] in names or not any(column.name == AMOUNT for column in found):
            return columns
        return [
            _unnamed(one) if one.name in self.instead and one.name != self.day else one
            for one in found
        ]

    def _guessed(self, column: Column) -> Column:
        period = period_of(column.title)
        if period is None or period.side not in ("", self.side):
            return column
        return Column(column.index, column.title, DAY if period.is_day else AMOUNT)

    def problems(self, table: Table) -> Iterator[Problem]:
        """Columns that tell no day of their amounts, or are of the same month as another."""
        seen: dict[str, Column] = {}
        for place in places_of(table):
            other = seen.setdefault(place.period.code, place.column)
            if other is not place.column:
                yield whole_file(
                    _("Columns %(one)s and %(other)s both hold %(what)s.")
                    % {
                        "one": letters(other.index),
                        "other": letters(place.column.index),
                        "what": place.period.code,
                    },
                    _("Keep one of them."),
                    column=place.column.title,
                )
            if not (self._tells_day(place) or table.column(self.day)):
                yield self._dayless(place)
            try:
                code_of(text_cell(place.period.code))
            except Refused as refusal:
                said = refusal.reason, refusal.mend
                yield whole_file(*map(str, said), column=place.column.title)

    def _tells_day(self, place: "Place") -> bool:
        said = place.period.day if self.side == DUE else None
        return bool(place.day or place.period.first or said)

    def _dayless(self, place: "Place") -> Problem:
        mend = _("Write the year of a month, “Apr 2026”, or add a column “%(code)s paid on”.")
        if self.side == DUE:
            mend = _("Write the year of a month, “Apr 2026”, or the day, “%(code)s (10/07/2026)”.")
        words = _("“%(column)s” names no day, and no month with its year.")
        said = words % {"column": place.column.title}, mend % {"code": place.period.code}
        return whole_file(*said, column=place.column.title)


class Place(NamedTuple):
    """A column of amounts, the month or instalment it is of, and the column of its days if any."""

    column: Column
    period: Period
    day: Column | None


def is_wide(table: Table) -> bool:
    """Whether a table has columns of months or instalments."""
    return any(is_amount(column.name) for column in table.columns)


def is_told_by_month(group: str, title: str) -> bool:
    """Whether a title says due or paid of the month above it: “Payable” below “Apr 2026”."""
    if not title or period_of(title) or not period_of(group):
        return False
    return period_of(f"{group} {title}") is not None


def places_of(table: Table) -> list[Place]:
    """The columns of amounts in the order of the file."""
    days = {_period(one).code: one for one in table.columns if reading_name(one.name) == DAY}
    amounts = [one for one in table.columns if is_amount(one.name)]
    return [Place(one, _period(one), days.get(_period(one).code)) for one in amounts]


def _period(column: Column) -> Period:
    return period_of(column.title) or chosen(column.title)


def told_by_letters(columns: Iterable[Column]) -> list[Column]:
    """Columns of months by names of their own: rows ask for their cells by name."""
    return [
        replace(one, name=f"{one.name} {letters(one.index)}") if one.name in NAMES else one
        for one in columns
    ]


def reading_name(name: str) -> str:
    """The name a column is read by, without the letters that tell it apart."""
    return name.partition(" ")[0]


def is_amount(name: str) -> bool:
    """Whether a column holds the amounts of a month or an instalment."""
    return reading_name(name) == AMOUNT


def title_given_back(title: str) -> str:
    """A title that names its month or instalment without anybody's word."""
    return title if period_of(title) else f"{SAID_TO_BE_ONE}{title}"


def says_nothing(cell: Cell) -> bool:
    """Whether a cell is empty, or has but a dash."""
    return cell.blank or cell.text.strip().casefold() in NOTHING_SAID


def known_key(period: Period, known: Iterable[str]) -> str:
    """The key of the due of this period: one that is there under another spelling, or its own."""
    return next((key for key in keys_of(period) if key in known), keys_of(period)[0])


def _unnamed(column: Column) -> Column:
    return Column(column.index, column.title, left_out=True)
