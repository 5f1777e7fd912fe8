"""Rows below a header that are no students: maxima, totals, notes, the header once more."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from students.imports.cells import Cell
from students.imports.columns import Column, word_of
from students.imports.headers import FileRows, Header
from students.imports.titles import PERSON
from students.imports.values import NUMBER_PATTERN

MAXIMA = (
    "pointspossible max maximum maxmarks maxmark maximummarks maximummark fullmarks outof "
    "maxscore totalmarks"
)
TOTALS = (
    "total totals grandtotal average avg mean classaverage classmean median highest lowest max "
    "min maximum minimum stddev standarddeviation count passed failed passpercent passpercentage "
    "appeared absent कुल योग औसत"
)
SUMMING = re.compile(
    r"(?:(?:grand|sub|overall)[\s-]*)?(?:total|average)\b|(?:कुल|योग|औसत)(?!\w)", re.IGNORECASE
)
MAXIMA_WORDS, TOTAL_WORDS = frozenset(MAXIMA.split()), frozenset(TOTALS.split())


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is not read as a student, and why, as a sentence."""

    number: int
    sentence: str


def sums_up(cells: list[Cell]) -> bool:
    """Whether a row opens with a word for sums: “Total:”, “Grand Total”; or with one and what is
    summed up, as “TOTAL BATCHES”, and has but numbers besides."""
    filled = [cell for cell in cells if not cell.blank]
    if not filled:
        return False
    text = filled[0].text.split("(")[0].strip()
    if word_of(text) in TOTAL_WORDS:
        return True
    return SUMMING.match(text) is not None and all(_is_amount(cell) for cell in filled[1:])


def _is_amount(cell: Cell) -> bool:
    return word_of(re.sub(r"(?i)rs|inr|₹|lakhs?", "", cell.text)).isdecimal()


def without_asides(
    header: Header, columns: tuple[Column, ...], rows: FileRows
) -> tuple[tuple[Column, ...], FileRows, list[Aside]]:
    """The columns with the maxima a row states, the rows of students, and what was set aside."""
    rows, asides = list(rows), []
    roll = next((column.index for column in columns if column.name == "roll_no"), None)
    while rows and (sentence := _above_students(rows[0][1], columns)):
        number, cells = rows.pop(0)
        asides.append(Aside(number, _not_a_student(number, sentence)))
        if _word(cells, columns) in MAXIMA_WORDS:
            columns = _with_maxima(columns, cells)
    below = []
    while rows and (sentence := _below_students(rows[-1][1], columns)):
        number = rows.pop()[0]
        below.append(Aside(number, _not_a_student(number, sentence)))
    rows, repeated = _without_repeated_header(header, rows, roll)
    return columns, rows, asides + repeated + below[::-1]


def _not_a_student(number: int, why: str) -> str:
    return _("Row %(number)s is not a student: %(why)s") % {"number": number, "why": why}


def _above_students(cells: list[Cell], columns: tuple[Column, ...]) -> str:
    if _word(cells, columns) in MAXIMA_WORDS:
        return _("it states the maxima.")
    numbers = [(index, cell.text.strip("()")) for index, cell in enumerate(cells) if not cell.blank]
    if len(numbers) > 3 and all(text == str(index + 1) for index, text in numbers):
        return _("it numbers the columns.")
    return ""


def _below_students(cells: list[Cell], columns: tuple[Column, ...]) -> str:
    filled = [cell for cell in cells if not cell.blank]
    if _word(cells, columns) and sums_up(cells):
        return _("“%(text)s” sums up the rows above.") % {"text": filled[0].text}
    alone = len(filled) == 1 and len(columns) > 2 and " " in filled[0].text
    return _("“%(text)s” is a note.") % {"text": filled[0].text[:40]} if alone else ""


def _word(cells: list[Cell], columns: tuple[Column, ...]) -> str:
    """The word a row begins with where it says nothing else of a person; else nothing."""
    filled = [(index, cell) for index, cell in enumerate(cells) if not cell.blank]
    if not filled:
        return ""
    first = filled[0][1]
    of_people = {column.index: column.name for column in columns if column.name in PERSON}
    if any(_is_of_person(of_people.get(index), cell) for index, cell in filled[1:]):
        return ""
    return word_of(first.text.split("(")[0])


def _is_of_person(name: str | None, cell: Cell) -> bool:
    """Whether a cell says something of a person; nobody's name is a number, a count may be."""
    is_count = name == "name" and NUMBER_PATTERN.fullmatch(cell.text) is not None
    return name is not None and not is_count


def _with_maxima(columns: tuple[Column, ...], cells: list[Cell]) -> tuple[Column, ...]:
    """A row of maxima goes before a number in the title: a platform's own number stands there.

    What somebody chose while looking at the row stays.
    """
    return tuple(
        replace(column, maximum=Decimal(cells[column.index].text))
        if _takes_maximum(column) and _is_number(cells, column.index)
        else column
        for column in columns
    )


def _takes_maximum(column: Column) -> bool:
    is_settled = column.why == "chosen" and column.maximum is not None
    return not (column.name or column.left_out or is_settled)


def _is_number(cells: list[Cell], index: int) -> bool:
    return index < len(cells) and NUMBER_PATTERN.fullmatch(cells[index].text) is not None


def _without_repeated_header(
    header: Header, rows: FileRows, roll: int | None
) -> tuple[FileRows, list[Aside]]:
    """A print-out repeats the header on every page."""
    students, asides = [], []
    title = header.titles[roll] if roll is not None and roll < len(header.titles) else ""
    for number, cells in rows:
        if title and roll < len(cells) and cells[roll].text == title:
            asides.append(Aside(number, _not_a_student(number, _("the header once more."))))
        else:
            students.append((number, cells))
    return students, asides
