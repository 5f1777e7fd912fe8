"""How a column is read: the words a person says it in, and the words it is kept in.

“roll_no”, “left_out”, “marks”, “marks Mathematics (50)”, “marks Mathematics / Quiz 1 (10)”,
“day 14/03/2026 P2”; a subject called French / German is said as “marks French // German”.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from students.imports.cells import plain
from students.imports.columns import DAY, Column, from_words, in_words, split_maximum, word_of
from students.imports.refusals import refuse_file

LEFT_OUT, MARKS = "left_out", "marks"


@dataclass(frozen=True, slots=True)
class Reading:
    """`name`: a known column, left_out, marks or day; the rest is said of marks alone.

    Of a day the subject is the day as it is said.
    """

    name: str
    subject: str = ""
    component: str = ""
    maximum: Decimal | None = None

    def __str__(self):
        maximum = "" if self.maximum is None else f"({plain(self.maximum)})"
        words = in_words(self.subject, self.component)
        return " ".join(part for part in (self.name, words, maximum) if part)


def reading_of(text: str, names: Iterable[str]) -> Reading:
    """The reading that words stand for; FileRefused where they stand for none of these names."""
    first, _gap, rest = text.strip().partition(" ")
    name = first.casefold()
    if name == MARKS and MARKS in names:
        title, maximum = split_maximum(f"x {rest.strip()}")
        return Reading(MARKS, *from_words(title.removeprefix("x").strip()), maximum)
    if name == DAY and DAY in names:
        return Reading(DAY, rest.strip())
    if name in names and not rest.strip():
        return Reading(name)
    raise refuse_file(
        _("A column cannot be read as “%(text)s”.") % {"text": text},
        _("Known: %(codes)s.") % {"codes": ", ".join(names)},
        value=text,
    )


def reading_of_column(column: Column) -> Reading:
    """How a column is read now."""
    if column.left_out:
        return Reading(LEFT_OUT)
    if column.day:
        return Reading(DAY, column.day)
    if column.name:
        return Reading(column.name)
    return Reading(MARKS, column.subject, column.component, column.maximum)


def title_for(reading: Reading) -> str:
    """A title that is read so: “score (50)”, “Mathematics”, “marks Mathematics / Quiz 1 (10)”."""
    if reading.name != MARKS or reading.component:
        return str(reading)
    maximum = "" if reading.maximum is None else f"({plain(reading.maximum)})"
    return " ".join(part for part in (reading.subject, maximum) if part)


def as_read(column: Column, reading: Reading, why: str) -> Column:
    """The column when somebody, or the memory, says how it is to be read."""
    if reading.name == LEFT_OUT:
        return Column(column.index, column.title, left_out=True, why=why)
    if reading.name == DAY:
        return Column(column.index, column.title, day=reading.subject or column.title, why=why)
    if reading.name != MARKS:
        return Column(column.index, column.title, reading.name, column.maximum, why=why)
    bare, stated = split_maximum(column.title)
    return Column(
        column.index,
        column.title,
        maximum=reading.maximum or column.maximum or stated,
        subject=reading.subject or bare,
        component=reading.component,
        why=why,
    )


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for capitals, spaces and punctuation."""
    return word_of(one) == word_of(other)
