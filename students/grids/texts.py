"""What stands in a cell of the grid: a mark as text, and the mark that a text means.

The words are those of an import (AB, WH, MP, EX); an empty cell is a mark that is still pending, or
none at all. A mark is a list as in a plan: [state, score, maximum, published], numbers as text.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import values
from students.imports.cells import Cell, plain, text_cell
from students.imports.compared_marks import WORDS, new_value
from students.imports.entries import MarkEntry
from students.imports.refusals import Refused
from students.rules.grading import PENDING, PRESENT, STATES

LONGEST = 40
NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,2})?"
TOKEN = re.compile(f"([a-z]+):({NUMBER})?:({NUMBER})")
KEEP = gettext_lazy("Press Esc to keep it, or empty the cell to take it back.")


def text_of(value: list | None) -> str:
    """“72.5”, “AB”; empty for a pending mark, and for none."""
    if value is None or value[0] == PENDING:
        return ""
    return value[1] if value[0] == PRESENT else WORDS[value[0]]


def token_of(value: list | None) -> str:
    """All that a cell is compared by: state, score and maximum; empty where there is no mark."""
    return "" if value is None else ":".join([value[0], value[1] or "", value[2]])


def value_of(token: str) -> list | None:
    """The mark of a token, as far as it tells; ValueError for what is no token."""
    if not token:
        return None
    parts = TOKEN.fullmatch(token)
    if not parts:
        raise ValueError("a token is a state, a score and a maximum")
    state, score, maximum = parts.groups()
    if state not in STATES or (state == PRESENT and score is None):
        raise ValueError(f"no such state, or one without its score: {state}")
    return [state, score, maximum, False]


def meant(text: str) -> tuple[str, Decimal | None]:
    """State and score of a typed text; Refused where it is neither."""
    cell = cell_of(text)
    return (PENDING, None) if cell.blank else values.state_and_score(cell)


def cell_of(text: str) -> Cell:
    """A typed text as a cell of a file; Refused where no mark is that long."""
    if len(text) > LONGEST:
        raise Refused(_("It is too long for a mark."), values.MARK_MEND)
    return text_cell(text)


def usual(text: str) -> str:
    """A typed text as the grid would show it; one that is refused, as it was typed."""
    try:
        state, score = meant(text)
    except Refused:
        return text.strip()
    return text_of([state, None if score is None else plain(score)])


def value_after(text: str, old: list | None, maximum: Decimal) -> list:
    """The mark after a text was typed over the old one; Refused where it cannot be taken."""
    state, score = meant(text)
    if text_of(old) and cell_of(text).text in values.NOT_YET:
        words = _("A mark is already there (%(mark)s), and a dash says nothing.")
        raise Refused(words % {"mark": text_of(old)}, KEEP)
    if score is not None and score > maximum:
        words = _("It is above the maximum %(maximum)s.")
        raise Refused(words % {"maximum": plain(maximum)}, _("Correct the mark."))
    said = MarkEntry("", "", state=state, score=score, text=text)
    return new_value(said, old, maximum, bool(old and old[3]))
