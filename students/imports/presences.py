"""The letters of a register: what a cell says of somebody's presence in a class."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from students.imports.cells import BOOLEAN, NUMBER, TEXT, Cell
from students.imports.refusals import Refused
from students.rules.presence import ABSENT, EXCUSED, LATE, PRESENT

LETTERS = {
    PRESENT: "P PR PRESENT 1 1.0 Y YES TRUE ✓ ✔ उ उप उपस्थित",
    ABSENT: "A AB ABS ABSENT 0 0.0 N NO FALSE अ अनु अनुप अनुपस्थित",
    LATE: "L LT LATE देर विलंब",
    EXCUSED: "E EX EXC EXCUSED LV LEAVE अवकाश छुट्टी",
}
STATES = {letter: state for state, letters in LETTERS.items() for letter in letters.split()}
DAYS_OFF = frozenset(["H", "HOL", "HOLIDAY", "SUN", "SUNDAY", "WO", "OFF", "NOCLASS", "VACATION"])
LEAST_OF_A_FEAST, CLOSE = 4, 70  # letters, and percent of them
NOT_SAID = ("-", "–", "—")
MEND = gettext_lazy(
    "Write P (present), A (absent), L (late) or E (excused), or 1 and 0; leave it empty where no "
    "class was held, or the student was not on the roll."
)


def is_day_off(cells: Iterable[Cell]) -> bool:
    """Whether these cells of one day say with one word that there was no class: “H”, “Diwali”.

    A word that is close to one for a presence is a slip.
    """
    words = {cell.text.upper().rstrip(".").replace(" ", "") for cell in cells}
    if len(words) != 1 or words & STATES.keys():
        return False
    word = words.pop()
    if word in DAYS_OFF:
        return True
    is_slip = process.extractOne(word, STATES.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return len(word) >= LEAST_OF_A_FEAST and word.isalpha() and not is_slip


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


def late_notes(cells: Iterable[Cell]) -> list[str]:
    """A sentence of what L is read as, where any of these cells says it."""
    if not any(cell.text.upper() == "L" for cell in cells):
        return []
    return [_("L is read as late, which counts as attended; leave is written E or LV.")]
