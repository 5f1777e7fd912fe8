"""The cells of the files: whole numbers, words of a known few, and what stands for nothing."""

import re
from decimal import Decimal, InvalidOperation

from students.imports.refusals import Refused

MISSING = ("", "?")
MOST_DAYS = 3660
MOST_DIGITS = 9
OUTCOMES = {
    "Pass": "passed",
    "Distinction": "distinction",
    "Fail": "failed",
    "Withdrawn": "withdrawn",
}
YES_NO = {"Y": True, "N": False, "1": True, "0": False}


def whole(text: str) -> int:
    """A whole number of at most nine digits."""
    if not re.fullmatch(r"-?[0-9]+", text) or len(text) > MOST_DIGITS:
        raise Refused("This is not a whole number.")
    return int(text)


def day(text: str) -> int | None:
    """A day of the course, counted from its start; None where none is said."""
    if text in MISSING:
        return None
    number = whole(text)
    if abs(number) > MOST_DAYS:
        raise Refused("This is no day of a course.")
    return number


def count(text: str) -> int:
    """A whole number from 0."""
    number = whole(text)
    if number < 0:
        raise Refused("This is less than 0.")
    return number


def small(text: str) -> int:
    """A whole number from 0 that a small column holds."""
    number = count(text)
    if number > 30_000:
        raise Refused("This is too many.")
    return number


def hundredths(text: str) -> Decimal:
    """A number from 0 to 100 with at most two places."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Refused("This is not a number.") from error
    if not (number.is_finite() and 0 <= number <= 100 and number == round(number, 2)):
        raise Refused("This is not a number from 0 to 100 with at most two places.")
    return number


def score(text: str) -> Decimal | None:
    """A score out of 100; None where the work was handed in and not marked."""
    return None if text in MISSING else hundredths(text)


def outcome(text: str) -> str:
    """How an enrolment ended, in the register's word."""
    return _one_of(OUTCOMES, text)


def yes_or_no(text: str) -> bool | None:
    return None if text in MISSING else _one_of(YES_NO, text)


def words(most: int):
    """A reader of text of at most so many letters."""

    def read(text: str) -> str:
        if len(text) > most:
            raise Refused(f"This is longer than {most} letters.")
        return "" if text in MISSING else text

    return read


def code(text: str) -> str:
    """A code that must be there."""
    if text in MISSING or len(text) > 30 or not re.fullmatch(r"[\w .-]+", text):
        raise Refused("This is not a code.")
    return text


def _one_of(known: dict, text: str):
    if text not in known:
        raise Refused(f"Known are {', '.join(known)}.")
    return known[text]
