"""Semesters as departments write them: 3, III, 3rd, Sem-3, Third Semester."""

import re

from students.imports.cells import Cell, text_cell
from students.imports.values import MOST_SEMESTERS, whole_of

BESIDE = re.compile(r"[\s.\-_:]*\b(?:semester|sem|सेमेस्टर|सत्र)\b[\s.\-_:]*", re.IGNORECASE)
BEFORE_NUMBER = re.compile(r"(?:semester|sem|s)[\s.\-_:]*(?=[0-9]+$)", re.IGNORECASE)
ORDINAL = re.compile(r"0*([0-9]{1,2})\s*(st|nd|rd|th)", re.IGNORECASE)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
WORDS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
NUMBERS = {word: at for words in (ROMAN, WORDS) for at, word in enumerate(words, start=1)}


def semester_of(cell: Cell) -> int:
    """A semester's number, however it is written; a year of study is none."""
    number = _number(cell.text.strip())
    return whole_of(text_cell(number) if number else cell, 1, MOST_SEMESTERS)


def _number(text: str) -> str:
    """The digits a text means; empty where it is left as it is."""
    bare = BESIDE.sub("", BEFORE_NUMBER.sub("", text), count=1).strip(" .")
    if ordinal := ORDINAL.fullmatch(bare):
        number, ending = int(ordinal[1]), ordinal[2].lower()
        tens = 10 < number < 14
        return str(number) if ending == ("th" if tens else ENDINGS.get(number % 10, "th")) else ""
    if bare.casefold() in NUMBERS:
        return str(NUMBERS[bare.casefold()])
    return bare if bare != text and bare.isdecimal() and bare.isascii() else ""
