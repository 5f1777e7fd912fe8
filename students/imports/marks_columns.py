"""The columns of a file of marks: those of a wide one, those of a long one, and what is amiss."""

from students.imports import students
from students.imports.columns import BELONGING, PERSON
from students.imports.problems import Problem, whole_file
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.imports.tables import Table
from students.models.marks import LARGEST_MAXIMUM

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
                f"“{title}” names the subject of a mark, and there is no column score.",
                "Add the column score; if it means something else, give it another title.",
                column=title,
            )
        )
    return found


def _wide_problems(table: Table, structure: Structure) -> list[Problem]:
    found = [
        whole_file(
            "This column belongs to a file with a row for each mark, which names the subject.",
            "Add the column subject, or title this one with the subject's name.",
            column=column.title,
        )
        for column in table.columns
        if column.name in LONG_ONLY
    ]
    if not table.unnamed and not table.column("attendance") and not found:
        found.append(whole_file("There is no column with marks.", "Title it with its subject."))
    return found + _subject_problems(table, structure)


def _subject_problems(table: Table, structure: Structure) -> list[Problem]:
    found, titles = [], {}
    for column in table.unnamed:
        try:
            if any(True for _ in table.values(column)):
                key = structure.subject(column.bare_title).key
            else:
                known = structure.subjects.find(column.bare_title)
                key = known.key if known else column.title
        except Refused as refusal:
            found.append(whole_file(refusal.reason, refusal.mend, column=column.title))
            continue
        if key in titles:
            found.append(
                whole_file(f"“{titles[key]}” means the same subject.", column=column.title)
            )
        titles[key] = column.title
        if column.maximum is not None and not 0 < column.maximum <= LARGEST_MAXIMUM:
            found.append(whole_file("The maximum must lie above 0.", column=column.title))
    return found
