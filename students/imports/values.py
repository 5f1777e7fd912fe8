"""Cells that say how much: every function gives an exact value, or refuses with a mend."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import DATE, ERROR, PERCENT, Cell, plain
from students.imports.refusals import Refused
from students.models.attendance import MOST_HELD
from students.models.marks import LARGEST_MAXIMUM
from students.rules.grading import ABSENT, EXEMPT, MALPRACTICE, PENDING, PRESENT, WITHHELD

NUMBER_PATTERN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
STATES = {
    "AB": ABSENT,
    "ABS": ABSENT,
    "ABSENT": ABSENT,
    "WH": WITHHELD,
    "WITHHELD": WITHHELD,
    "MP": MALPRACTICE,
    "MALPRACTICE": MALPRACTICE,
    "EX": EXEMPT,
    "EXEMPT": EXEMPT,
    "EXEMPTED": EXEMPT,
    "PENDING": PENDING,
    "PRESENT": PRESENT,
}
NOT_YET = ("-", "–", "—")
YES, NO = ("YES", "Y", "TRUE", "1"), ("NO", "N", "FALSE", "0")
MOST_SEMESTERS = 20
MARK_MEND = gettext_lazy(
    "Write a number such as 72.5, or AB (absent), WH (withheld), MP (malpractice), EX (exempt), "
    "or leave it empty."
)


def number_of(cell: Cell, mend: str) -> Decimal:
    """An exact number of plain digits with a point; refuses every other way of writing one."""
    if cell.kind == DATE:
        raise Refused(
            _("It is formatted as a date."), _("Format the cell as a number, type it anew.")
        )
    if cell.kind == ERROR:
        raise Refused(_("It is the error of a formula."), _("Mend the formula or type the value."))
    if NUMBER_PATTERN.fullmatch(cell.text):
        return Decimal(cell.text)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", cell.text):
        raise Refused(
            _("It has a comma where the point stands."),
            _("Write %(number)s.") % {"number": cell.text.replace(",", ".")},
        )
    if cell.text.isnumeric() and not cell.text.isascii():
        raise Refused(_("It is not written in the digits 0 to 9."), mend)
    raise Refused(_("It is not a number."), mend)


def hundredths(cell: Cell, mend: str) -> Decimal:
    """A number with at most two decimals; more are refused, never rounded."""
    number = number_of(cell, mend)
    exact = number.quantize(Decimal("0.01")) if abs(number) < 10**9 else number
    if exact != number:
        raise Refused(_("It has more than two decimals."), _("Round it to two decimals."))
    return exact


def score_of(cell: Cell) -> Decimal:
    """A score as typed, not below 0; a percent is no score."""
    if cell.kind == PERCENT or cell.text.endswith("%"):
        raise Refused(
            _("It is a percent."), _("Write the mark itself, and its maximum in the header.")
        )
    out_of = re.fullmatch(r"([0-9.]+)\s*/\s*([0-9.]+)", cell.text)
    if out_of:
        raise Refused(
            _("It holds score and maximum in one."),
            _("Write %(score)s, and the maximum in the header, such as Physics (%(maximum)s).")
            % {"score": out_of[1], "maximum": out_of[2]},
        )
    score = hundredths(cell, MARK_MEND)
    if score < 0:
        raise Refused(_("It is below 0."), _("Scores lie between 0 and the maximum."))
    return score.copy_abs()  # -0 is 0


def state_of(cell: Cell) -> str | None:
    """The state a word stands for; None where it is none of those words."""
    if cell.text in NOT_YET:
        return PENDING
    return STATES.get(cell.text.upper().rstrip("."))


def state_and_score(cell: Cell) -> tuple[str, Decimal | None]:
    """The mark a cell means: present with its score, or one of the words with none."""
    state = state_of(cell)
    if state == PRESENT:
        raise Refused(_("Present needs a score."), MARK_MEND)
    return (state, None) if state else (PRESENT, score_of(cell))


def maximum_of(cell: Cell) -> Decimal:
    """A maximum above 0."""
    largest = hundredths(cell, _("Write the maximum as a number, such as 100."))
    if not 0 < largest <= LARGEST_MAXIMUM:
        raise Refused(
            _("A maximum lies above 0 and at most at %(largest)s.") % {"largest": LARGEST_MAXIMUM},
            _("Correct the maximum."),
        )
    return largest


def whole_of(cell: Cell, least: int, most: int) -> int:
    """A whole number between two others, both included."""
    mend = _("Write a whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    number = number_of(cell, mend)
    if number != int(number) or not least <= number <= most:
        raise Refused(
            _("It is not a whole number from %(least)s to %(most)s.")
            % {"least": least, "most": most},
            mend,
        )
    return int(number)


def classes_of(cell: Cell) -> int:
    """How many classes were held or attended in a term."""
    return whole_of(cell, 0, MOST_HELD)


def attendance_percent_of(cell: Cell) -> Decimal:
    """A percent of 0 to 100, with or without its sign."""
    bare = Cell(cell.text.removesuffix("%").rstrip(), cell.kind)
    percent = hundredths(bare, _("Write the percent as a number, such as 87.5."))
    if not 0 <= percent <= 100:
        raise Refused(_("A percent lies between 0 and 100."), _("Correct the attendance."))
    return percent


def may_be_share(cell: Cell, percent: Decimal) -> bool:
    """Whether a percent may as well be a share of 1: no sign says that it is one."""
    return percent <= 1 and cell.kind != PERCENT and "%" not in cell.text


def share_refused(percent: Decimal) -> Refused:
    """The refusal of a share of 1 where a percent is wanted, to be raised or told."""
    either = tuple(dict.fromkeys((f"{plain(percent * 100)}%", f"{plain(percent)}%")))
    mend = _("Write %(value)s.") % {"value": either[0]}
    if len(either) > 1:
        words = _("Write %(one)s or %(other)s, whichever is meant.")
        mend = words % {"one": either[0], "other": either[1]}
    return Refused(_("It looks like a share of 1 rather than a percent."), mend)


def yes_or_no(cell: Cell) -> bool:
    """Yes or no, in words or as a spreadsheet's true and false."""
    word = cell.text.upper()
    if word in YES or word in NO:
        return word in YES
    raise Refused(_("It is neither yes nor no."), _("Write yes or no, or leave it empty."))
