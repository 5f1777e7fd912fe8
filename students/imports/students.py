"""Students: roll number, name and e-mail address, and where they stand in the term."""

from students.imports import identities, values
from students.imports.columns import BELONGING, PERSON
from students.imports.entries import Entry
from students.imports.kinds import Kind
from students.imports.problems import Problem, whole_file
from students.imports.structure import Structure
from students.imports.tables import Table

NAMES = (*PERSON, *BELONGING)
PLACING = ("branch", "semester", "batch", "section")


def problems(table: Table, structure: Structure) -> list[Problem]:
    """Columns that are missing, and columns nobody knows."""
    missing = [
        whole_file(f"There is no column {name}.", f"Add it, titled {name}.", column=name)
        for name in ("name",)
        if not table.column(name)
    ]
    return missing + unknown_columns(table, NAMES)


def read(entry: Entry, table: Table, structure: Structure):
    """What a row says of a student and the placement."""
    entry.name = entry.read(table.column("name"), identities.name_of, "")
    entry.email = entry.read(table.column("email"), identities.email_of, "")
    entry.place(
        branch=entry.read(table.column("branch"), identities.code_of, ""),
        semester=entry.read(table.column("semester"), values.semester_of),
        batch=entry.read(table.column("batch"), identities.code_of, ""),
        section=entry.read(table.column("section"), identities.section_of, ""),
    )


def unknown_columns(table: Table, names: tuple[str, ...]) -> list[Problem]:
    """A problem for each column that has a title nobody knows."""
    return [
        whole_file(
            "This column is not known.",
            f"Remove it or correct its title; known are {', '.join(names)}.",
            column=column.title,
        )
        for column in table.unnamed
    ]


def needs_term(table: Table) -> bool:
    """A list of students without placement belongs to no term."""
    return any(table.column(name) for name in PLACING)


KIND = Kind("students", NAMES, problems, read, needs_term)
