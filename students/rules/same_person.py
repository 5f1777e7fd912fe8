"""Whether two records may be of one person: what speaks for it and against it, and if it is enough.

Nothing is decided here. A name alone proposes nobody: in a large register many share theirs.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from students.rules.person_names import parts_of, sound_of

SAME, SPELLING, SHORT, SLIP, OTHER = range(5)  # how alike two names are, the best first
FULL = (SAME, SPELLING)
SHORTEST_SLIP = 4  # letters; below it one letter makes another name
PHONE_DIGITS = 10


class Sign(StrEnum):
    """Something that speaks for one person, or against it."""

    NAME = "name"
    SPELLED = "spelled"
    ABBREVIATED = "abbreviated"
    MISSPELLED = "misspelled"
    MAIL = "mail"
    PHONE = "phone"
    BORN = "born"
    NEARLY_BORN = "nearly born"
    GUARDIAN = "guardian"


class Person(NamedTuple):
    """What a record says of somebody; empty where it says nothing. `born` is YYYY-MM-DD."""

    name: str
    mail: str = ""
    phone: str = ""
    born: str = ""
    guardian: str = ""


@dataclass(frozen=True)
class Likeness:
    """What speaks for one person and what against; `likely` where it is enough to ask somebody."""

    likely: bool
    speaks_for: tuple[Sign, ...]
    against: tuple[Sign, ...]


def mail_key(mail: str) -> str:
    """An address as it is compared."""
    return mail.strip().casefold()


def phone_key(phone: str) -> str:
    """The last ten digits of a number, however it is written; empty where there are fewer."""
    if len(phone) == PHONE_DIGITS and phone.isdecimal():  # as imports store it
        return phone
    digits = "".join(re.findall(r"\d", phone))
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def compare(one: Person, other: Person) -> Likeness:
    """What two records say of each other."""
    names = names_alike(one.name, other.name)
    found = {
        Sign.MAIL: _agree(mail_key(one.mail), mail_key(other.mail)),
        Sign.PHONE: _agree(phone_key(one.phone), phone_key(other.phone)),
        Sign.BORN: _agree(one.born, other.born),
        Sign.GUARDIAN: _guardians_agree(one.guardian, other.guardian),
    }
    nearly = found[Sign.BORN] is False and is_slip_of_day(one.born, other.born)
    if nearly:
        found[Sign.BORN] = None
    speaks_for = [sign for sign, agrees in found.items() if agrees]
    against = [sign for sign, agrees in found.items() if agrees is False]
    (speaks_for if nearly else []).append(Sign.NEARLY_BORN)
    _sign_of_names(names, speaks_for, against)
    return Likeness(_is_enough(names, found), tuple(speaks_for), tuple(against))


def names_alike(one: str, other: str) -> int:
    """SAME in whichever order, SPELLING, SHORT (an initial, a part left out), SLIP or OTHER."""
    first, second = parts_of(one), parts_of(other)
    if not first or not second:
        return OTHER
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return SAME
    levels, rest, left = _matched(list(first), list(second))
    whole = sum(level in FULL for level in levels)
    slips = levels.count(SLIP)
    if not whole or len(levels) < 2 or (rest and left) or slips > 1:
        return OTHER
    if slips:
        return OTHER if SHORT in levels or rest or left else SLIP
    if SHORT in levels:
        return SHORT
    return SPELLING


def is_slip_of_day(one: str, other: str) -> bool:
    """Whether two dates are one with day and month changed round, or with one digit amiss."""
    year, month, day = one.split("-")
    return f"{year}-{day}-{month}" == other or (
        sum(a != b for a, b in zip(one, other, strict=False)) == 1 and len(one) == len(other)
    )


def _matched(first: list[str], second: list[str]) -> tuple[list[int], list[str], list[str]]:
    """How the parts of two names match, the best matches first, and what is left of each."""
    levels = []
    for level, alike in (
        (SAME, str.__eq__),
        (SPELLING, _is_spelling),
        (SLIP, _is_slip),
        (SHORT, _is_initial),
    ):
        for part in list(first):
            match = next((one for one in second if alike(part, one)), None)
            if match is not None:
                first.remove(part)
                second.remove(match)
                levels.append(level)
    return levels, first, second


def _is_spelling(one: str, other: str) -> bool:
    """The same sound, and vowels that differ by one, in long names by two: “Rina” is not “Rani”."""
    if sound_of(one) != sound_of(other) or min(len(one), len(other)) < SHORTEST_SLIP:
        return False
    most = 1 if min(len(one), len(other)) < 2 * SHORTEST_SLIP - 1 else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_SLIP:
        return False
    return DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _guardians_agree(one: str, other: str) -> bool | None:
    return names_alike(one, other) <= SHORT if one and other else None


def _sign_of_names(names: int, speaks_for: list[Sign], against: list[Sign]):
    if names == SAME:
        speaks_for.insert(0, Sign.NAME)
    elif names == SPELLING:
        speaks_for.insert(0, Sign.SPELLED)
    elif names == SHORT:
        against.insert(0, Sign.ABBREVIATED)
    elif names == SLIP:
        against.insert(0, Sign.MISSPELLED)
    else:
        against.insert(0, Sign.NAME)


def _is_enough(names: int, found: dict[Sign, bool | None]) -> bool:
    """The table of docs/quality.md: the less alike the names, the more has to agree besides."""
    mail, phone, born = found[Sign.MAIL], found[Sign.PHONE], found[Sign.BORN]
    if names == OTHER:
        return False
    if born is False:
        return names in FULL and bool(mail and phone)
    if names in FULL:
        apart = mail is False and phone is False
        return bool(mail or phone or ((born or found[Sign.GUARDIAN]) and not apart))
    if names == SHORT:
        return bool(mail or (born and phone))
    return bool(mail or (born and phone and mail is not False))
