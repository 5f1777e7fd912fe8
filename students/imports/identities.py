"""Cells that say who or what is meant: roll numbers, names, addresses, codes."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import BOOLEAN, DATE, ERROR, NUMBER, PERCENT, TEXT, UNCOMPUTED, Cell
from students.imports.refusals import Refused
from students.rules.keys import code_problem, unsafe_characters

WRITTEN_BY_EXCEL = re.compile(
    r"[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{2}"
)
RETYPE = gettext_lazy("Format the column as text and type it anew.")
KINDS = {
    NUMBER: gettext_lazy("number"),
    PERCENT: gettext_lazy("percent"),
    DATE: gettext_lazy("date"),
    BOOLEAN: gettext_lazy("true or false"),
    ERROR: gettext_lazy("error"),
    UNCOMPUTED: gettext_lazy("formula without its result"),
}
CODE_LENGTH = 40
SPREADSHEET_DIGITS = 15
NAME_LENGTH = 200
SECTION_LENGTH = 20


def code_of(cell: Cell, length: int = CODE_LENGTH) -> str:
    """The code of a branch, batch, section or subject, as it is shown."""
    if cell.kind in (DATE, ERROR, PERCENT, BOOLEAN) or (cell.kind == NUMBER and not cell.shown):
        raise Refused(
            _("It arrived as a %(kind)s.") % {"kind": KINDS[cell.kind]},
            _("Format the column as text, type it anew."),
            altered=True,
        )
    return _short_code(cell.shown or cell.text, length)


def number_code_of(cell: Cell, length: int = CODE_LENGTH) -> str:
    """A code that may be a long number, as a spreadsheet has not shortened it."""
    refuse_shortened(cell)
    return code_of(cell, length)


def refuse_shortened(cell: Cell):
    """Refused for a number of which a spreadsheet keeps the first fifteen digits alone: as a
    number, or as the text 1.79E+16 that it writes; and for what it writes of a day.
    """
    is_long = cell.kind == NUMBER and sum(map(str.isdecimal, cell.text)) > SPREADSHEET_DIGITS
    if is_long or WRITTEN_BY_EXCEL.fullmatch(cell.text):
        kind = NUMBER if is_long or "E+" in cell.text else DATE
        raise Refused(
            _("It arrived as a %(kind)s.") % {"kind": KINDS[kind]},
            _("Format the column as text, type it anew."),
            altered=True,
        )


def section_of(cell: Cell) -> str:
    """A section's name."""
    return code_of(cell, SECTION_LENGTH)


def roll_number_of(cell: Cell, known, as_shown: bool) -> str:
    """A roll number that was text, or is shown exactly as a known one; `known` tells which are.

    Spreadsheets turn 00123 into 123, 12E5 into 1200000 and MAR1 into a date.
    """
    text = cell.shown or cell.text
    altered = cell.kind in (DATE, ERROR, PERCENT, BOOLEAN)
    if altered or (cell.kind == NUMBER and not cell.shown):
        raise Refused(
            _("A spreadsheet has turned this roll number into a %(kind)s.")
            % {"kind": KINDS[cell.kind]},
            RETYPE,
            altered=True,
        )
    if cell.kind == NUMBER and not as_shown and not known(text):
        raise Refused(
            _(
                "It arrived as a number, and no student has exactly this roll number; leading "
                "zeros may be lost."
            ),
            _(
                "Format the column as text and type it anew, or choose to take roll numbers as "
                "shown."
            ),
            altered=True,
        )
    if WRITTEN_BY_EXCEL.fullmatch(text) and not known(text):
        raise Refused(
            _("It looks like a roll number that a spreadsheet has altered."),
            RETYPE,
            altered=True,
        )
    return _short_code(text, CODE_LENGTH)


def name_of(cell: Cell) -> str:
    """A name without characters that cannot be seen."""
    if cell.kind != TEXT:
        raise Refused(
            _("A name cannot be a %(kind)s.") % {"kind": KINDS[cell.kind]},
            _("Type the name as text."),
        )
    unsafe = unsafe_characters(cell.text)
    if unsafe:
        names = ", ".join(f"U+{ord(character):04X}" for character in unsafe)
        raise Refused(
            _("It holds characters that cannot be seen: %(names)s.") % {"names": names},
            _("Type it anew."),
        )
    name = " ".join(cell.text.split())
    if len(name) > NAME_LENGTH:
        raise Refused(
            _("It is longer than %(most)s letters.") % {"most": NAME_LENGTH}, _("Shorten it.")
        )
    return name


def email_of(cell: Cell) -> str:
    """An e-mail address, as far as its form can tell; its domain in lower case, which means the
    same, and all of it where somebody wrote in capitals alone."""
    if not re.fullmatch(r"[^@\s\x00-\x1f]+@[^@\s]+\.[^@\s]+", cell.text) or len(cell.text) > 254:
        raise Refused(_("It is not an e-mail address."), _("Write it like name@example.org."))
    person, _at, domain = cell.text.rpartition("@")
    person = person.lower() if cell.text.isupper() else person
    return f"{person}@{domain.lower()}"


def _short_code(text: str, length: int) -> str:
    problem = code_problem(text)
    if problem:
        raise Refused(problem, _("Type it anew."))
    if len(text) > length:
        raise Refused(
            _("It is longer than %(most)s letters.") % {"most": length}, _("Use a shorter code.")
        )
    return text
