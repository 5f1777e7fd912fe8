"""Students: roll number, name and e-mail address, and where they stand in the term."""

from django.utils.translation import gettext as _

from students.imports import identities
from students.imports.entries import Entry
from students.imports.kinds import Kind
from students.imports.problems import Problem, whole_file
from students.imports.semesters import semester_of
from students.imports.standing_words import studying_of
from students.imports.structure import Structure
from students.imports.tables import Table
from students.imports.titles import BELONGING, PERSON

STATUS = "state"  # as its title is known: in files of marks it is a mark's
NAMES = (*PERSON, STATUS, *BELONGING)
PLACING = ("branch", "semester", "batch", "section")


def problems(table: Table, structure: Structure) -> list[Problem]:
    """Columns that are missing, and columns nobody knows."""
    missing = [
        whole_file(
            _("There is no column %(name)s.") % {"name": name},
            _("Add it, titled %(name)s.") % {"name": name},
            column=name,
        )
        for name in ("name",)
        if not (table.column(name) or table.column("first_name"))
    ]
    return missing + unknown_columns(table, NAMES)


def read(entry: Entry, table: Table, structure: Structure):
    """What a row says of a student and the placement."""
    entry.name = _name(entry, table)
    entry.email = entry.read(table.column("email"), identities.email_of, "")
    entry.place(
        branch=entry.read(table.column("branch"), identities.code_of, ""),
        semester=entry.read(table.column("semester"), semester_of),
        batch=entry.read(table.column("batch"), identities.code_of, ""),
        section=entry.read(table.column("section"), identities.section_of, ""),
    )


def read_list(entry: Entry, table: Table, structure: Structure):
    """The same in a list of students, which may say of each whether they study."""
    entry.read(table.column(STATUS), studying_of, "")
    read(entry, table, structure)


def _name(entry: Entry, table: Table) -> str:
    """The name, from one column or from two."""
    columns = [table.column(name) for name in ("name", "first_name", "last_name")]
    parts = [entry.read(column, identities.name_of, "") for column in columns]
    return parts[0] or " ".join(part for part in parts[1:] if part)


def unknown_columns(table: Table, names: tuple[str, ...]) -> list[Problem]:
    """A problem where columns have titles nobody knows."""
    titles = [column.title for column in table.unnamed]
    if not titles:
        return []
    known = {"names": ", ".join(names)}
    if len(titles) == 1:
        mend = _("Remove it or correct its title; known are %(names)s.")
        return [whole_file(_("This column is not known."), mend % known, column=titles[0])]
    words = _("%(count)s columns are not known: %(titles)s.")
    listed = ", ".join(f"“{title}”" for title in titles)
    mend = _("Remove them or correct their titles; known are %(names)s.")
    return [whole_file(words % {"count": len(titles), "titles": listed}, mend % known)]


def needs_term(table: Table) -> bool:
    """A list of students without placement belongs to no term."""
    return any(table.column(name) for name in PLACING)


KIND = Kind("students", NAMES, problems, read_list, needs_term)
