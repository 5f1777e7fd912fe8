"""Where the rows of a table stand, on more sheets than one where they are more than one holds."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

MOST_ROWS = 2**20  # of one sheet; the last is left for the totals
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_TAB = 31
NAMED = re.compile(r"\{(?:(\w+)\.)?(\w+)(?:@(\d+))?\}")
CALL = "SUMPRODUCT("


@dataclass
class Part:
    """The rows on one sheet, the first and the last of them, counted from 0."""

    tab: str
    first: int
    last: int

    def cells(self, place: int) -> tuple[int, int, int, int]:
        """The cells of a column: first row, column, last row, column."""
        return self.first, place, self.last, place

    def range_of(self, place: int) -> str:
        """The cells of a column in the spreadsheet's words, for formulas of other sheets."""
        letter, tab = xl_col_to_name(place), self.tab.replace("'", "''")
        return f"'{tab}'!${letter}${self.first + 1}:${letter}${self.last + 1}"


class Parts:
    """The parts of a table in their order; `here` is the one being written, of a written table the
    last. Of a table whose rows are counted all are known from the beginning.
    """

    def __init__(self, title: str, first: int, count: int, taken: Collection[str]):
        self._title, self._first, self._taken = title, first, set(taken)
        self.all: list[Part] = []
        self.full = 0
        while not self.all or count > 0:
            held = min(count, most_from(first))
            self._add(first + max(held, 1) - 1)
            count -= held

    @property
    def here(self) -> Part:
        return self.all[self.full]

    def take(self, number: int) -> int:
        """Where on its sheet the next row stands; its number is counted from 0 over all parts."""
        at = self._first + number % most_from(self._first)
        self.here.last = max(self.here.last, at)
        return at

    def begins(self, number: int) -> bool:
        """Whether this row is the first of a further part."""
        return number > 0 and number % most_from(self._first) == 0

    def go_on(self):
        """To the next part, made where it is not known yet."""
        self.full += 1
        if self.full == len(self.all):
            self._add(self._first)

    def ranges_of(self, place: int) -> list[str]:
        """The cells of a column of each part."""
        return [part.range_of(place) for part in self.all]

    def _add(self, last: int):
        taken = self._taken | {part.tab for part in self.all}
        self.all.append(Part(tab_name(self._title, taken), self._first, last))


def most_from(first: int) -> int:
    """How many rows a sheet holds from its first row on."""
    return max(MOST_ROWS - 1 - first, 1)


def tab_name(title: str, taken: Collection[str]) -> str:
    """A title as the name of a tab: short enough, without forbidden signs, unlike the others."""
    plain = FORBIDDEN.sub(" ", title).strip().strip("'")[:LONGEST_TAB] or "-"
    lower, number, name = {one.lower() for one in taken}, 1, plain
    while name.lower() in lower:
        number += 1
        name = f"{plain[: LONGEST_TAB - 4]} {number}"
    return name


def spread(text: str, count_of: Callable[[str], int]) -> str:
    """A formula in which what is counted over another sheet is counted over each of its parts.

    “SUMPRODUCT({students.paid})” of a sheet of two parts becomes
    “(SUMPRODUCT({students.paid@0})+SUMPRODUCT({students.paid@1}))”; one call reads one sheet.
    """
    found, at = [], 0
    while (start := text.find(CALL, at)) >= 0:
        end = _closing(text, start + len(CALL))
        found += text[at:start], _added(text[start:end], count_of)
        at = end
    return "".join(found) + text[at:]


def _closing(text: str, at: int) -> int:
    """The place after the bracket that closes the one before `at`; those in texts do not count."""
    depth, quoted = 1, False
    while depth:
        quoted ^= text[at] == '"'
        depth += 0 if quoted else (text[at] == "(") - (text[at] == ")")
        at += 1
    return at


def _added(call: str, count_of: Callable[[str], int]) -> str:
    sheets = {found[1] for found in NAMED.finditer(call) if found[1]}
    count = max(map(count_of, sheets), default=1)
    if count == 1:
        return call
    calls = (NAMED.sub(lambda found, at=at: _of_part(found, at), call) for at in range(count))
    return f"({'+'.join(calls)})"


def _of_part(found: re.Match, at: int) -> str:
    return f"{{{found[1]}.{found[2]}@{at}}}" if found[1] else found[0]
