"""How a file is laid out: where its header stands, how each column is read, and why."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from students.imports.asides import Aside, without_asides
from students.imports.columns import Column, guessed, split_maximum
from students.imports.headers import FileRows, Header, best_header, headers_of
from students.imports.options import Options
from students.imports.readings import (
    LEFT_OUT,
    MARKS,
    as_read,
    reading_of,
    reading_of_column,
    same_title,
)
from students.imports.refusals import refuse_file
from students.imports.tables import Row, Table, letters, told_apart

COUNTED = ("held", "attended", "excused", "attendance", "percent")
GUESSED, REMEMBERED, CHOSEN = "guessed", "remembered", "chosen"


@dataclass(frozen=True)
class Memory:
    """How a file with such titles was read before: readings in the order of the columns."""

    run_id: int | None
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A table found in a file, and how it was found.

    `headers`: the rows it could begin with; `readings`: how each column is read, whatever subject
    this one file was said to be of.
    """

    header: Header
    headers: tuple[Header, ...]
    table: Table
    memory: Memory | None = None
    asides: tuple[Aside, ...] = ()
    readings: tuple[str, ...] = ()


def readable(names: Iterable[str]) -> tuple[str, ...]:
    """Every name a column may be given in a file that knows these names."""
    return (*names, MARKS, LEFT_OUT) if "score" in names else (*names, LEFT_OUT)


def laid_out(
    rows: FileRows,
    names: tuple[str, ...],
    options: Options,
    recall: Callable[[list[str]], Mapping[str, Memory]],
) -> Layout:
    """The layout of a file; what is said goes before what is remembered, and that before a guess.

    `recall` gives the memories of headers, by their fingerprints. FileRefused where what is said
    fits no column.
    """
    headers = headers_of(rows)
    memories = recall([header.fingerprint for header in headers])
    header = _chosen_header(headers, names, options, memories)
    memory = memories.get(header.fingerprint)
    below = rows[header.place + header.height :]
    columns = _columns(header, below, names)
    if memory:
        columns = _remembered(columns, memory, names)
    columns = _said(columns, options.columns, names)
    readings = [str(reading_of_column(column)) for column in columns]
    columns = _of_one_subject(columns, options.subject)
    columns, students, asides = without_asides(header, columns, below)
    found = tuple(Row(number, cells) for number, cells in students)
    table = Table(told_apart(columns), found)
    return Layout(header, tuple(headers), table, memory, tuple(asides), tuple(readings))


def _chosen_header(headers, names, options: Options, memories: Mapping[str, Memory]) -> Header:
    if not headers:
        raise refuse_file(_("The file is empty."))
    if options.header_row:
        found = [header for header in headers if header.number == options.header_row]
        if not found:
            raise refuse_file(
                _(
                    "Row %(number)s cannot be the header: it is empty, or not among the first "
                    "%(count)s rows."
                )
                % {"number": options.header_row, "count": len(headers)}
            )
        return found[0]
    remembered = [header for header in headers if header.fingerprint in memories]
    best, is_sure = best_header(headers, names)
    if remembered or is_sure:
        return remembered[0] if remembered else best
    titles = [where for where, _ in options.columns if not _is_letters(where)]
    for header in headers if titles else ():
        if all(any(same_title(where, title) for title in header.titles) for where in titles):
            return header
    return best


def _columns(header: Header, below: FileRows, names: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns as guessed; one that has values in most rows is one, although it has no title."""
    titles = list(header.titles)
    ends = sorted(len(cells) for _, cells in below)
    width = ends[(len(ends) - 1) // 2] if len(ends) > 2 else 0
    titles += [""] * (width - len(titles))
    parts = {place: part for place, *part in header.parts}
    return tuple(
        _as_part(column, *parts[column.index])
        if column.index in parts and not (column.name or column.left_out or column.day)
        else column
        for column in guessed(titles, names)
    )


def _as_part(column: Column, subject: str, component: str) -> Column:
    subject, of_subject = split_maximum(subject)
    component, of_component = split_maximum(component)
    maximum = of_component or of_subject or column.maximum
    return replace(column, subject=subject, component=component, maximum=maximum)


def _remembered(columns, memory: Memory, names: tuple[str, ...]) -> tuple[Column, ...]:
    """What an older version knew and this one does not is guessed."""
    known = readable(names)
    return tuple(
        _read(column, text, names, REMEMBERED) if text.split(" ")[0] in known else column
        for column, text in itertools.zip_longest(columns, memory.readings, fillvalue="")
        if column
    )


def _said(columns, said: Iterable, names: tuple[str, ...]) -> tuple[Column, ...]:
    columns = list(columns)
    for where, text in said:
        index = index_of(where, columns)
        columns[index] = _read(columns[index], text, names, CHOSEN)
    return tuple(columns)


def _read(column: Column, text: str, names: tuple[str, ...], why: str) -> Column:
    return as_read(column, reading_of(text, readable(names)), why)


def _is_letters(where: str) -> bool:
    return where.startswith("[") and where.endswith("]")


def index_of(where: str, columns: list[Column]) -> int:
    """The place of the column of this title, or of these letters: “[C]”."""
    if _is_letters(where):
        found = [c.index for c in columns if letters(c.index) == where[1:-1].upper()]
    else:
        exact = [c.index for c in columns if c.title == where]
        found = exact or [c.index for c in columns if c.title and same_title(c.title, where)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"“{column.title}”" for column in columns[:12] if column.title)
    if found:
        raise refuse_file(
            _("%(count)s columns are titled “%(column)s”.")
            % {"count": len(found), "column": where},
            _("Name one by its letters, such as [%(column)s].") % {"column": letters(found[0])},
        )
    raise refuse_file(
        _("No column is titled “%(where)s”.") % {"where": where},
        _("The columns found are %(listed)s.") % {"listed": listed},
    )


def _of_one_subject(columns: tuple[Column, ...], subject: str) -> tuple[Column, ...]:
    """In a file of one subject columns of marks and classes are its, or of a component of it."""
    if not subject or any(column.name == "subject" for column in columns):
        return columns
    return tuple(_of_subject(column, subject) for column in columns)


def _of_subject(column: Column, subject: str) -> Column:
    if column.name == "score":
        return replace(column, name="", subject=subject)
    if column.day or column.name in (*COUNTED, "class_day"):
        return replace(column, subject=subject)
    if column.name or column.left_out or column.why == CHOSEN:
        return column
    component = "" if same_title(column.subject, subject) else column.component or column.subject
    return replace(column, subject=subject, component=component)
