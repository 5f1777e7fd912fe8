"""The columns of a file of marks: those of a wide one, those of a long one, and what is amiss."""

from django.utils.translation import gettext as _

from students.imports import students, values
from students.imports.cells import plain, text_cell
from students.imports.columns import Column, is_part
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Table
from students.imports.titles import BELONGING, PERSON
from students.rules.keys import key_of

BOTH = (*PERSON, *BELONGING, "attempt", "sat_term", "published")
LONG_ONLY = ("component", "score", "max", "weight", "state", "exported")
NAMES = (*BOTH, "attendance", "subject", *LONG_ONLY)


def is_long(table: Table) -> bool:
    """Whether each row is one mark: then a column names its subject."""
    return table.column("subject") is not None


def problems(table: Table, structure: Structure) -> list[Problem]:
    """Columns that are missing, or that do not go together."""
    return _long_problems(table) if is_long(table) else _wide_problems(table, structure)


def _long_problems(table: Table) -> list[Problem]:
    found = students.unknown_columns(table, NAMES)
    if not (table.column("score") or table.column("state")):
        title = table.column("subject").title
        found.append(
            whole_file(
                _("“%(title)s” names the subject of a mark, and there is no column score.")
                % {"title": title},
                _("Add the column score; if it means something else, give it another title."),
                column=title,
            )
        )
    for column in filter(None, (table.column("score"), table.column("state"))):
        found += _unstorable_maximum(column)
    return found


def _wide_problems(table: Table, structure: Structure) -> list[Problem]:
    found = [
        whole_file(
            _("This column belongs to a file with a row for each mark, which names the subject."),
            _(
                "Add the column subject, title this one with the subject's name, or say which "
                "subject the whole file is of."
            ),
            column=column.title,
        )
        for column in table.columns
        if column.name in LONG_ONLY
    ]
    if not table.unnamed and not table.column("attendance") and not found:
        found.append(
            whole_file(_("There is no column with marks."), _("Title it with its subject."))
        )
    return found + _subject_problems(table, structure)


def _subject_problems(table: Table, structure: Structure) -> list[Problem]:
    found, seen = [], {}
    for column in table.unnamed:
        if _is_part_of_nothing(column, structure):
            reason = _("This sounds like a part of a mark, and no subject is called so.")
            mend = _(
                "Say which subject the file is of, or of which one this column is a component."
            )
            found.append(whole_file(reason, mend, column=column.title))
            continue
        try:
            key = _subject_key(column, table, structure)
        except Refused as refusal:
            found.append(whole_file(refusal.reason, refusal.mend, column=column.title))
            continue
        cell = key, key_of(column.component)
        before = seen.setdefault(cell, column)
        if before.subject.casefold() != column.subject.casefold():
            reason = _("“%(title)s” means the same subject.") % {"title": before.title}
            found.append(whole_file(reason, column=column.title))
        found += _maximum_problems(column, cell in structure.parts)
    return found


def _subject_key(column: Column, table: Table, structure: Structure) -> str:
    """The key of the subject a column is of; nothing is made for a column without values."""
    if any(True for _ in table.values(column)):
        return structure.subject(column.subject).key
    known = structure.subjects.find(column.subject)
    return known.key if known else column.title


def _maximum_problems(column: Column, is_known_part: bool) -> list[Problem]:
    if column.maximum is None and column.component and not is_known_part:
        reason = _("A new component needs its maximum.")
        mend = _("State it in the title, such as Quiz 1 (10), or say it for the column.")
        return [whole_file(reason, mend, column=column.title)]
    return _unstorable_maximum(column)


def _unstorable_maximum(column: Column) -> list[Problem]:
    """A problem where the maximum a title or a row states is none that a cell could state."""
    text = "" if column.maximum is None else plain(column.maximum)
    try:
        if text:
            values.maximum_of(text_cell(text))
    except Refused as refusal:
        return [whole_file(refusal.reason, refusal.mend, column=column.title, value=text)]
    return []


def _is_part_of_nothing(column: Column, structure: Structure) -> bool:
    guessed = column.why == "guessed" and not column.component
    return guessed and is_part(column.subject) and structure.subjects.find(column.subject) is None
