"""The columns of a table: what a title says, and how the column is read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from students.imports.days import is_day
from students.imports.slots import Slot
from students.imports.titles import (
    CANVAS,
    LEFT_OUT_WORDS,
    OF_A_COURSE,
    OF_PLATFORMS,
    PARTS,
    PLATFORMS_NOTE,
    SUMS_OF_REGISTERS,
    WORDS,
)

DAY = "day"
NUMBER = r"[0-9]{1,5}(?:\.[0-9]+)?"
MAXIMUM = re.compile(
    rf"^(?P<title>.*?\S)\s*(?:[(\[]\s*(?:max(?:imum)?|out of|/)?[.: ]*(?P<inside>{NUMBER})"
    rf"(?:\s*marks)?\s*[)\]]|/\s*(?P<after>{NUMBER}))$",
    re.IGNORECASE,
)
PART_SIGN = " / "  # between a subject and its component; the sign in a name is written twice
NAMES_SIGN = re.compile(r"(?<![^ ])(/+)(?![^ ])")


@dataclass(frozen=True, slots=True)
class Column:
    """Where it stands, as it is titled, the known name (or none), and the maximum it states.

    Without a name it holds marks: of the subject, and maybe of a component of it; or, where `day`
    is said, who was in a class of the subject, whose `slot` is known once the term is. `why` says
    who or what made it be read so: guessed, remembered, chosen.
    """

    index: int
    title: str
    name: str = ""
    maximum: Decimal | None = None
    subject: str = ""
    component: str = ""
    left_out: bool = False
    why: str = "guessed"
    day: str = ""
    slot: Slot | None = None


def word_of(title: str) -> str:
    """A title as it is compared: no case, no spaces, no punctuation; C, C++ and C# stay apart."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN" or c in "+#")


def split_maximum(title: str) -> tuple[str, Decimal | None]:
    """“Physics (50)” as “Physics” and 50; a title without one comes back whole."""
    found = MAXIMUM.match(title)
    if not found:
        return title, None
    return found["title"], Decimal(found["inside"] or found["after"])


def in_words(subject: str, component: str) -> str:
    """“Physics / Quiz 1”; the subject “French / German” is written “French // German”."""
    subject, component = (NAMES_SIGN.sub(r"\1/", name) for name in (subject, component))
    return f"{subject}{PART_SIGN}{component}".strip() if component else subject


def from_words(words: str) -> tuple[str, str]:
    """The subject and the component that `in_words` was given; without one it is empty."""
    subject, _, component = f" {words}".partition(PART_SIGN)
    return tuple(
        NAMES_SIGN.sub(lambda sign: sign[1][:-1] or "/", name.strip())
        for name in (subject, component)
    )


def is_part(title: str) -> bool:
    """Whether a title sounds like a part of a mark: Quiz 1, IA-2, End Sem."""
    return PARTS.fullmatch(word_of(title)) is not None


def guessed(titles: Iterable[str], names: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a header, as their titles let them be read in a file that knows these names.

    What no title says is a column of marks.
    """
    titles = list(titles)
    columns = [_guessed(index, title, names) for index, title in enumerate(titles)]
    words = [word_of(title) for title in titles]
    if not any(column.name == "roll_no" for column in columns):
        of_platform = next((word for word in OF_PLATFORMS if word in words), None)
        if of_platform:
            index = words.index(of_platform)
            columns[index] = Column(index, titles[index], "roll_no")
    if CANVAS & set(words):
        columns = [
            replace(column, name="", left_out=True) if word in OF_A_COURSE else column
            for column, word in zip(columns, words, strict=True)
        ]
    return tuple(columns)


def _guessed(index: int, title: str, names: tuple[str, ...]) -> Column:
    title_alone = PLATFORMS_NOTE.sub("", title)
    bare, maximum = split_maximum(title_alone)
    for candidate in (title_alone, bare):
        name = WORDS.get(word_of(candidate).removesuffix("#"), "")
        if name in names:
            return Column(index, title, name, maximum)
    if DAY in names and is_day(title):
        return Column(index, title, day=title)
    known = LEFT_OUT_WORDS.union(OF_PLATFORMS, SUMS_OF_REGISTERS if DAY in names else ())
    if not word_of(title) or word_of(title_alone) in known:
        return Column(index, title, left_out=True)
    subject, component = _given_back(bare)
    return Column(index, title, maximum=maximum, subject=subject, component=component)


def _given_back(title: str) -> tuple[str, str]:
    """Subject and component of a title as refused rows have it: “marks Physics / Quiz 1”."""
    words = title.removeprefix("marks ")
    said = from_words(words)
    return said if words != title and all(said) else (title, "")
