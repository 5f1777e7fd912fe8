"""Where the header of an office file stands, and which of its columns are read."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from students.imports.columns import Column, split_maximum, word_of
from students.imports.headers import FileRows, Header, groups_of, headers_of
from students.imports.layouts import CHOSEN, REMEMBERED, Layout, Memory, index_of
from students.imports.office.asides import without_asides
from students.imports.office.sheets import Sheet
from students.imports.office.wide import is_amount, is_told_by_month, is_wide, told_by_letters
from students.imports.options import Options
from students.imports.problems import Problem, whole_file
from students.imports.readings import LEFT_OUT, as_read, reading_of, reading_of_column
from students.imports.refusals import refuse_file
from students.imports.tables import Row, Table, letters, told_apart

RATING, ROLL_NO, NAME = "rating", "roll_no", "name"
OUT_OF = re.compile(r"\(|\bout of [0-9]", re.IGNORECASE)
UNBRACKETED = re.compile(r"(?<!\()\bout of [0-9]+$", re.IGNORECASE)
STUDENT = "student"  # beside a roll number it is the name


def readable(sheet: Sheet) -> tuple[str, ...]:
    """Every name a column of such a file may be given."""
    return (*sheet.readable, LEFT_OUT)


def laid_out(
    rows: FileRows,
    sheet: Sheet,
    options: Options,
    recall: Callable[[list[str]], Mapping[str, Memory]],
) -> Layout:
    """The layout of a file; what is said goes before what is remembered, and that before a guess.

    Columns with titles nobody knows are left out, which the preview says.
    """
    headers = [_under_groups(header, rows, sheet) for header in headers_of(rows)]
    if not headers:
        raise refuse_file(_("The file is empty."))
    memories = recall([header.fingerprint for header in headers])
    header = _header(headers, sheet, options, memories)
    memory = memories.get(header.fingerprint)
    columns = _guessed(header, sheet)
    if memory:
        columns = [
            _remembered(*pair, sheet) for pair in zip(columns, memory.readings, strict=False)
        ]
    columns = [_with_maximum(column) for column in _said(columns, options, sheet)]
    readings = tuple(str(reading_of_column(column)) for column in columns)
    columns = told_by_letters(columns)
    needed = _needed(columns, sheet)
    below, asides = without_asides(rows[header.place + header.height :], header, needed)
    table = Table(told_apart(tuple(columns)), tuple(Row(*row) for row in below))
    return Layout(header, tuple(headers), table, memory, tuple(asides), readings)


def problems(sheet: Sheet, table: Table) -> list[Problem]:
    """Columns that are missing or said twice; no rows."""
    wide = sheet.wide if is_wide(table) else None
    instead = wide.instead if wide else ()
    found = [
        whole_file(
            _("There is no column %(name)s.") % {"name": field.label},
            _("Add it, titled %(name)s.") % {"name": field.name},
            column=field.name,
        )
        for field in sheet.fields
        if field.required and field.name not in instead and not table.column(field.name)
    ]
    found += [
        whole_file(
            _("Columns %(one)s and %(other)s both hold %(what)s.")
            % {"one": letters(one.index), "other": letters(other.index), "what": other.name},
            _("Keep one of them."),
            column=other.title,
        )
        for one, other in _twice(sheet, table)
    ]
    found += wide.problems(table) if wide else ()
    if not table.rows:
        found.append(whole_file(_("There are no rows below the header.")))
    return found


def _twice(sheet: Sheet, table: Table) -> list[tuple[Column, Column]]:
    seen: dict[str, Column] = {}
    alone = {"", *(field.name for field in sheet.fields if field.joined)}
    pairs = [
        (seen.setdefault(one.name, one), one) for one in table.columns if one.name not in alone
    ]
    return [pair for pair in pairs if pair[0] is not pair[1]]


def _header(headers, sheet: Sheet, options: Options, memories) -> Header:
    if options.header_row:
        for header in headers:
            if header.number == options.header_row:
                return header
        raise refuse_file(
            _("Row %(number)s cannot be the header: it is empty, or not among the first rows.")
            % {"number": options.header_row}
        )
    remembered = [header for header in headers if header.fingerprint in memories]
    return remembered[0] if remembered else max(headers, key=lambda one: _known(one, sheet))


def _known(header: Header, sheet: Sheet) -> tuple[int, int]:
    """Required titles first, then known ones; of equals `max` takes the upper row.

    Columns of months beside a roll number stand for those of a long file.
    """
    names = {column.name for column in _guessed(header, sheet)}
    is_of_months = sheet.wide is not None and ROLL_NO in names and any(map(is_amount, names))
    found = names | set(sheet.wide.instead if is_of_months else ())
    required = sum(field.required and field.name in found for field in sheet.fields)
    return required, len(names)


def _under_groups(header: Header, rows: FileRows, sheet: Sheet) -> Header:
    """A header together with the titles above it, where more is known so: “Receipt” above “No”."""
    above = rows[header.place - 1][1] if header.place else []
    upper = [cell.text for cell in above] + [""] * (len(header.titles) - len(above))
    lower = [*header.titles, *[""] * (len(upper) - len(header.titles))]
    words, titles = sheet.words, []
    for group, up, low in zip(groups_of(upper, lower), upper, lower, strict=True):
        together = f"{group} {low}"
        is_told = word_of(low) not in words and word_of(together) in words
        is_of_month = sheet.wide is not None and is_told_by_month(group, low)
        titles.append(together if is_told or is_of_month else low or up)
    joined = replace(header, titles=tuple(titles))
    return max(header, joined, key=lambda one: _known(one, sheet))


def _guessed(header: Header, sheet: Sheet) -> list[Column]:
    words = sheet.words
    told = [words[word] for title in header.titles if (word := word_of(title)) in words]
    exact, exact_titles = set(told), Counter(told)
    columns = []
    for index, title in enumerate(header.titles):
        bare = words.get(word_of(OUT_OF.split(title)[0]), "")
        name = words.get(word_of(title), "") or ("" if bare in exact else bare)
        if word_of(title) == STUDENT and exact_titles[ROLL_NO] > 1:
            name = NAME if NAME in sheet.names and NAME not in exact else ""
        columns.append(Column(index, title, name, left_out=not name))
    return sheet.wide.guessed(columns) if sheet.wide else columns


def _remembered(column: Column, text: str, sheet: Sheet) -> Column:
    known = text.split(" ")[0] in readable(sheet)
    return as_read(column, reading_of(text, readable(sheet)), REMEMBERED) if known else column


def _said(columns: list[Column], options: Options, sheet: Sheet) -> list[Column]:
    for where, text in options.columns:
        index = index_of(where, columns)
        columns[index] = as_read(columns[index], reading_of(text, readable(sheet)), CHOSEN)
    return columns


def _with_maximum(column: Column) -> Column:
    """A title states the maximum of a rating; a number behind another one is no maximum."""
    title = UNBRACKETED.sub(r"(\g<0>)", column.title)
    stated = split_maximum(title)[1] if column.name == RATING else None
    return replace(column, maximum=stated)


def _needed(columns: list[Column], sheet: Sheet) -> set[int]:
    """The places of the required columns that cannot be summed up."""
    names = {field.name for field in sheet.fields if field.required and not field.numeric}
    return {column.index for column in columns if column.name in names}
