"""Reads the table of worked results: `A/4 i9/25 e30/75` is subject A of 4 credits and its parts.

A part is led by its kind (i internal, t test, p practical, e end-semester) and weighs its maximum;
without parts a subject has its mark alone, `A/4 68/150`, out of 100 where nothing else is said.
AB, EX, PE stand for a part absent, exempt, pending; `2a` credits are those of an audit. Papers are
parted by `;`, terms by `|`.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = {"i": "assignment", "t": "midterm", "p": "practical", "e": "end_semester"}
STATES = {"AB": "absent", "EX": "exempt", "PE": "pending"}


@dataclass(frozen=True)
class Part:
    """One component as written: state, score and maximum as text."""

    kind: str
    state: str
    score: str
    maximum: str


@dataclass(frozen=True)
class Typed:
    """One paper as written; a mark of its own where it has no parts."""

    code: str
    credits: str
    audit: bool
    parts: tuple[Part, ...]
    state: str = "present"
    score: str = ""
    maximum: str = "100"


@dataclass(frozen=True)
class Case:
    """A line of the table: what went in, and what the ordinance makes of it, as text."""

    name: str
    ordinance: str
    terms: tuple[tuple[Typed, ...], ...]
    later: tuple[Typed, ...]
    expected: dict[str, str]


def cases() -> list[Case]:
    """Every line of the table."""
    with (FOLDER / "cases.csv").open(newline="", encoding="utf-8") as file:
        return [_case(row) for row in csv.DictReader(file)]


def definition(ordinance: str) -> dict:
    """The policy of an ordinance as it is stored."""
    return json.loads((FOLDER / f"{ordinance}.json").read_text(encoding="utf-8"))


def _case(row: dict[str, str]) -> Case:
    asked = ("grades", "grace", "sgpa", "cgpa", "earned", "backlogs", "verdict", "class")
    return Case(
        row["case"],
        row["ordinance"],
        tuple(_papers(term) for term in row["papers"].split("|")),
        _papers(row["later"]),
        {name: row[name] for name in asked},
    )


def _papers(text: str) -> tuple[Typed, ...]:
    return tuple(_paper(one.split()) for one in text.split(";") if one.strip())


def _paper(words: list[str]) -> Typed:
    code, _, credits = words[0].partition("/")
    given = {"code": code, "credits": credits.rstrip("a"), "audit": credits.endswith("a")}
    if words[1][0] in KINDS and "/" in words[1]:
        return Typed(**given, parts=tuple(_part(word) for word in words[1:]))
    if words[1].isalpha():
        return Typed(**given, parts=(), state=words[1])
    score, _, maximum = words[1].partition("/")
    return Typed(**given, parts=(), score=score, maximum=maximum or "100")


def _part(word: str) -> Part:
    score, _, maximum = word[1:].partition("/")
    state = STATES.get(score, "present")
    return Part(KINDS[word[0]], state, score if state == "present" else "", maximum)
