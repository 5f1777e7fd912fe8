"""What a single cell says, or why it says nothing: every function gives a value or refuses."""

import re
from decimal import Decimal

from students.imports.cells import BOOLEAN, DATE, ERROR, NUMBER, PERCENT, Cell
from students.imports.refusals import Refused
from students.models.attendance import MOST_HELD
from students.models.marks import LARGEST_MAXIMUM
from students.rules.grading import ABSENT, EXEMPT, MALPRACTICE, PENDING, PRESENT, WITHHELD
from students.rules.keys import code_problem, unsafe_characters

NUMBER_PATTERN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
WRITTEN_BY_EXCEL = re.compile(
    r"[0-9](\.[0-9]+)?E\+[0-9]+|[0-9]{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-[0-9]{2}"
)
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
CODE_LENGTH = 40
NAME_LENGTH = 200
SECTION_LENGTH = 20
MOST_SEMESTERS = 20
MARK_MEND = (
    "Write a number such as 72.5, or AB (absent), WH (withheld), MP (malpractice), EX (exempt), "
    "or leave it empty."
)


def number_of(cell: Cell, mend: str) -> Decimal:
    """An exact number of plain digits with a point; refuses every other way of writing one."""
    if cell.kind == DATE:
        raise Refused("It is formatted as a date.", "Format the cell as a number, type it anew.")
    if cell.kind == ERROR:
        raise Refused("It is the error of a formula.", "Mend the formula or type the value.")
    if NUMBER_PATTERN.fullmatch(cell.text):
        return Decimal(cell.text)
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", cell.text):
        raise Refused(
            "It has a comma where the point stands.", f"Write {cell.text.replace(',', '.')}."
        )
    if cell.text.isnumeric() and not cell.text.isascii():
        raise Refused("It is not written in the digits 0 to 9.", mend)
    raise Refused("It is not a number.", mend)


def hundredths(cell: Cell, mend: str) -> Decimal:
    """A number with at most two decimals; more are refused, never rounded."""
    number = number_of(cell, mend)
    exact = number.quantize(Decimal("0.01")) if abs(number) < 10**9 else number
    if exact != number:
        raise Refused("It has more than two decimals.", "Round it to two decimals.")
    return exact


def score_of(cell: Cell) -> Decimal:
    """A score as typed, not below 0; a percent is no score."""
    if cell.kind == PERCENT or cell.text.endswith("%"):
        raise Refused("It is a percent.", "Write the mark itself, and its maximum in the header.")
    out_of = re.fullmatch(r"([0-9.]+)\s*/\s*([0-9.]+)", cell.text)
    if out_of:
        raise Refused(
            "It holds score and maximum in one.",
            f"Write {out_of[1]}, and the maximum in the header, such as Physics ({out_of[2]}).",
        )
    score = hundredths(cell, MARK_MEND)
    if score < 0:
        raise Refused("It is below 0.", "Scores lie between 0 and the maximum.")
    return score


def state_of(cell: Cell) -> str | None:
    """The state a word stands for; None where it is none of those words."""
    if cell.text in NOT_YET:
        return PENDING
    return STATES.get(cell.text.upper().rstrip("."))


def maximum_of(cell: Cell) -> Decimal:
    """A maximum above 0."""
    largest = hundredths(cell, "Write the maximum as a number, such as 100.")
    if not 0 < largest <= LARGEST_MAXIMUM:
        raise Refused(
            f"A maximum lies above 0 and at most at {LARGEST_MAXIMUM}.", "Correct the maximum."
        )
    return largest


def whole_of(cell: Cell, least: int, most: int) -> int:
    """A whole number between two others, both included."""
    mend = f"Write a whole number from {least} to {most}."
    number = number_of(cell, mend)
    if number != int(number) or not least <= number <= most:
        raise Refused(f"It is not a whole number from {least} to {most}.", mend)
    return int(number)


def semester_of(cell: Cell) -> int:
    """A semester's number."""
    return whole_of(cell, 1, MOST_SEMESTERS)


def classes_of(cell: Cell) -> int:
    """How many classes were held or attended in a term."""
    return whole_of(cell, 0, MOST_HELD)


def attendance_percent_of(cell: Cell) -> Decimal:
    """A percent of 0 to 100, with or without its sign."""
    bare = Cell(cell.text.removesuffix("%").rstrip(), cell.kind)
    percent = hundredths(bare, "Write the percent as a number, such as 87.5.")
    if not 0 <= percent <= 100:
        raise Refused("A percent lies between 0 and 100.", "Correct the attendance.")
    if 0 < percent < 1 and cell.kind != PERCENT and "%" not in cell.text:
        raise Refused(
            "It looks like a share of 1 rather than a percent.",
            f"Write {(percent * 100).normalize():f} if that is meant.",
        )
    return percent


def yes_or_no(cell: Cell) -> bool:
    """Yes or no, in words or as a spreadsheet's true and false."""
    word = cell.text.upper()
    if word in YES or word in NO:
        return word in YES
    raise Refused("It is neither yes nor no.", "Write yes or no, or leave it empty.")


def code_of(cell: Cell, length: int = CODE_LENGTH) -> str:
    """The code of a branch, batch, section or subject, as it is shown."""
    if cell.kind in (DATE, ERROR, PERCENT, BOOLEAN) or (cell.kind == NUMBER and not cell.shown):
        raise Refused(f"It arrived as a {cell.kind}.", "Format the column as text, type it anew.")
    return _short_code(cell.shown or cell.text, length)


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
            f"A spreadsheet has turned this roll number into a {cell.kind}.",
            "Format the column as text and type it anew.",
        )
    if cell.kind == NUMBER and not as_shown and not known(text):
        raise Refused(
            "It arrived as a number, and no student has exactly this roll number; leading zeros "
            "may be lost.",
            "Format the column as text and type it anew, or choose to take roll numbers as shown.",
        )
    if WRITTEN_BY_EXCEL.fullmatch(text) and not known(text):
        raise Refused(
            "It looks like a roll number that a spreadsheet has altered.",
            "Format the column as text and type it anew.",
        )
    return _short_code(text, CODE_LENGTH)


def name_of(cell: Cell) -> str:
    """A name without characters that cannot be seen."""
    if cell.kind != "text":
        raise Refused(f"A name cannot be a {cell.kind}.", "Type the name as text.")
    unsafe = unsafe_characters(cell.text)
    if unsafe:
        names = ", ".join(f"U+{ord(character):04X}" for character in unsafe)
        raise Refused(f"It holds characters that cannot be seen: {names}.", "Type it anew.")
    name = " ".join(cell.text.split())
    if len(name) > NAME_LENGTH:
        raise Refused(f"It is longer than {NAME_LENGTH} letters.", "Shorten it.")
    return name


def email_of(cell: Cell) -> str:
    """An e-mail address, as far as its form can tell."""
    if not re.fullmatch(r"[^@\s\x00-\x1f]+@[^@\s]+\.[^@\s]+", cell.text) or len(cell.text) > 254:
        raise Refused("It is not an e-mail address.", "Write it like name@example.org.")
    return cell.text


def _short_code(text: str, length: int) -> str:
    problem = code_problem(text)
    if problem:
        raise Refused(problem, "Type it anew.")
    if len(text) > length:
        raise Refused(f"It is longer than {length} letters.", "Use a shorter code.")
    return text
