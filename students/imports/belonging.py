"""What a file itself says of the institution and the term it belongs to, as an export does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.places import Place
from students.imports.problems import Problem, whole_file
from students.imports.tables import Table
from students.rules.keys import key_of

SEVERAL = {
    "institution": gettext_lazy("The file speaks of several institutions: %(codes)s."),
    "term": gettext_lazy("The file speaks of several terms: %(codes)s."),
}
ELSEWHERE = {
    "institution": gettext_lazy(
        "The file is of institution %(file)s, and the import goes to %(here)s."
    ),
    "term": gettext_lazy("The file is of term %(file)s, and the import goes to %(here)s."),
}
CHOOSE = {
    "institution": gettext_lazy("Choose institution %(file)s, or leave the column out."),
    "term": gettext_lazy("Choose term %(file)s, or leave the column out."),
}


def said_term(table: Table) -> str | None:
    """The code of the one term a file names, None where it names none or several."""
    codes = _codes(table, "term")
    return next(iter(codes.values())) if len(codes) == 1 else None


def belonging_problems(table: Table, place: Place) -> Iterator[Problem]:
    """A problem where a file says that it, or a part of it, belongs elsewhere."""
    for name, row in (("institution", place.institution), ("term", place.term)):
        codes = _codes(table, name)
        others = [text for key, text in codes.items() if row and key != key_of(row.code)]
        if not others:
            continue
        column = table.column(name).title
        if len(codes) > 1:
            yield whole_file(
                SEVERAL[name] % {"codes": ", ".join(codes.values())},
                _("Import each from a file of its own."),
                column=column,
            )
        else:
            yield whole_file(
                ELSEWHERE[name] % {"file": others[0], "here": row.code},
                CHOOSE[name] % {"file": others[0]},
                column=column,
            )


def _codes(table: Table, name: str) -> dict[str, str]:
    """The codes of a column as typed, by key, in the order of the file."""
    column = table.column(name)
    cells = table.values(column) if column else ()
    codes: dict[str, str] = {}
    for cell in cells:
        codes.setdefault(key_of(cell.text), cell.text)
    return codes
