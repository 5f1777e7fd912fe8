"""The letters of a register: what a cell says of somebody's presence in a class."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import BOOLEAN, NUMBER, TEXT, Cell
from students.imports.refusals import Refused
from students.rules.presence import ABSENT, EXCUSED, LATE, PRESENT

LETTERS = {
    PRESENT: "P PR PRESENT 1 1.0 Y YES TRUE ✓ ✔",
    ABSENT: "A AB ABS ABSENT 0 0.0 N NO FALSE",
    LATE: "L LT LATE",
    EXCUSED: "E EX EXC EXCUSED LV LEAVE",
}
STATES = {letter: state for state, letters in LETTERS.items() for letter in letters.split()}
NOT_SAID = ("-", "–", "—")
MEND = gettext_lazy(
    "Write P (present), A (absent), L (late) or E (excused), or 1 and 0; leave it empty where no "
    "class was held, or the student was not on the roll."
)


def presence_of(cell: Cell) -> str | None:
    """The presence a cell means; None for a dash, which says nothing; Refused for the rest."""
    if cell.kind not in (TEXT, NUMBER, BOOLEAN):
        raise Refused(_("This is no presence."), MEND)
    if cell.text in NOT_SAID:
        return None
    state = STATES.get(cell.text.upper().rstrip("."))
    if state is None:
        raise Refused(_("This is no presence."), MEND)
    return state
