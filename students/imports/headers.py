"""Where the header of a table stands, in one row or in two, and what its titles are."""

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from students.imports.cells import DATE, TEXT, Cell
from students.imports.columns import guessed, is_part, word_of
from students.imports.days import joined_day
from students.imports.titles import GROUPS, PERSON, SORTS
from students.imports.values import NUMBER_PATTERN, state_of

HEADER_WITHIN = 30
FileRows = list[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class Header:
    """A row that may be the header: its place among the rows, its number in the file, its titles.

    `parts` are subject and component of columns that two rows of titles tell apart, by place;
    `height`: how many rows it takes.
    """

    place: int
    number: int
    titles: tuple[str, ...]
    parts: tuple[tuple[int, str, str], ...] = ()
    height: int = 1

    @property
    def fingerprint(self) -> str:
        """What files of one source have in common: their titles, however they are capitalised."""
        words = "\n".join(word_of(title) for title in self.titles)
        return hashlib.sha256(words.encode()).hexdigest()


def headers_of(rows: FileRows) -> list[Header]:
    """A candidate for each of the first thirty rows."""
    return [_header(rows, place) for place in range(min(len(rows), HEADER_WITHIN))]


def best_header(headers: Iterable[Header], names: tuple[str, ...]) -> tuple[Header, bool]:
    """The first header that names a roll number, and True; else the likeliest one, and False."""
    headers = list(headers)
    for header in headers:
        if any(column.name == "roll_no" for column in guessed(header.titles, names)):
            return header, True
    return max(headers, key=lambda header: _likelihood(header, names)), False


def _likelihood(header: Header, names: tuple[str, ...]) -> tuple[int, int]:
    """Known titles first, then many titles; of equals `max` takes the upper row."""
    columns = guessed(header.titles, names)
    known = sum(bool(column.name or (column.left_out and column.title)) for column in columns)
    return known, sum(bool(title) for title in header.titles)


def _header(rows: FileRows, place: int) -> Header:
    number, cells = rows[place]
    titles = tuple(map(_title, cells))
    below = rows[place + 1][1] if place + 1 < len(rows) else []
    if _continues(titles, below):
        return _joined(place, number, titles, below)
    above = rows[place - 1][1] if place else []
    upper = [_title(cell) for cell in above]
    if not _person(upper) and (days := _days(upper, titles)):
        return Header(place, number, days)
    if _repeats(titles) and sum(not cell.blank for cell in above) > 1:
        return _under_groups(place, number, titles, above)
    return Header(place, number, titles)


def _title(cell: Cell) -> str:
    """What a cell says as a title: a date that is shown as its month is that month."""
    return cell.shown if cell.kind == DATE and cell.shown else cell.text


def _continues(titles: tuple[str, ...], below: list[Cell]) -> bool:
    """Whether the row below holds more titles: words under a header that has a roll number.

    A row of students has something under the roll number; one of titles has nothing there.
    """
    places = [place for place, column in enumerate(_person(titles)) if column]
    filled = [place for place, cell in enumerate(below) if not cell.blank]
    if not places or any(place in filled for place in places):
        return False
    if _days(titles, [_title(cell) for cell in below]):
        return True
    return len(filled) > 1 and all(_is_title(below[place]) for place in filled)


def _days(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Titles of two rows that name days together, such as a date above its periods; else none."""
    width = max(len(upper), len(lower))
    upper, lower = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    groups = groups_of(upper, lower)
    joined = [joined_day(group, low) for group, low in zip(groups, lower, strict=True)]
    if not any(joined):
        return ()
    return tuple(day or low or up for day, low, up in zip(joined, lower, upper, strict=True))


def _person(titles: Sequence[str]) -> list[bool]:
    columns = guessed(titles, PERSON)
    if not any(column.name == "roll_no" for column in columns):
        return []
    return [column.name != "" for column in columns]


def _is_title(cell: Cell) -> bool:
    is_value = NUMBER_PATTERN.fullmatch(cell.text) or state_of(cell) is not None
    return cell.kind == TEXT and not is_value


def _joined(place: int, number: int, titles: tuple[str, ...], below: list[Cell]) -> Header:
    """Titles of two rows: the lower ones, which the upper ones may be the subjects of."""
    lower = [*map(_title, below), *[""] * (len(titles) - len(below))]
    upper = [*titles, *[""] * (len(lower) - len(titles))]
    joined = tuple(low or up for up, low in zip(upper, lower, strict=True))
    if days := _days(titles, lower):
        return Header(place, number, days, height=2)
    groups = groups_of(upper, lower)
    named = {word_of(group) for group in groups if group} - GROUPS
    sounds_parted = [is_part(title) for title in lower if title]
    if named and (_repeats(lower) or all(sounds_parted)):
        return _parted(Header(place, number, joined, height=2), groups, lower)
    return Header(place, number, joined, height=2)


def _under_groups(place: int, number: int, titles: tuple[str, ...], above: list[Cell]) -> Header:
    """A header with equal titles, told apart by the titles above them."""
    upper = [*map(_title, above), *[""] * (len(titles) - len(above))]
    groups = groups_of(upper[: len(titles)], titles)
    repeated = {word_of(title) for title in titles if title and _count(titles, title) > 1}
    lower = [title if word_of(title) in repeated else "" for title in titles]
    return _parted(Header(place, number, titles), groups, lower)


def _parted(header: Header, groups: list[str], lower: list[str]) -> Header:
    parts = tuple(
        (place, *_subject_and_part(group, title))
        for place, (group, title) in enumerate(zip(groups, lower, strict=True))
        if group and title and word_of(group) not in GROUPS
    )
    whole = {place: f"{subject} {part}" for place, subject, part in parts}
    titles = tuple(whole.get(place, title) for place, title in enumerate(header.titles))
    return Header(header.place, header.number, titles, parts, header.height)


def _subject_and_part(group: str, title: str) -> tuple[str, str]:
    return (title, group) if word_of(group) in SORTS or is_part(group) else (group, title)


def groups_of(upper: Iterable[str], lower: Iterable[str]) -> list[str]:
    """The title each column stands under: a merged cell speaks for the empty ones after it."""
    groups, group = [], ""
    for up, low in zip(upper, lower, strict=True):
        group = up or (group if low else "")
        groups.append(group if low else "")
    return groups


def _repeats(titles: Iterable[str]) -> bool:
    words = [word_of(title) for title in titles if title]
    return len(words) > len(set(words))


def _count(titles: Iterable[str], wanted: str) -> int:
    return sum(word_of(title) == word_of(wanted) for title in titles)


def first_cells(header: Header, limit: int = 6) -> str:
    """The beginning of a row, to be recognised by."""
    filled = (title for title in header.titles if title)
    return " | ".join(title[:24] for title in itertools.islice(filled, limit))
