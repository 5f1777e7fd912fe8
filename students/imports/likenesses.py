"""Names and roll numbers that look like known ones; never taken for them, only asked about."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from students.rules.keys import key_of, name_key_of

CLOSE, MARGIN, MOST, SHORT = 88, 8, 3, 4
LITTLE_WORDS = {"and", "of", "the", "in", "dept", "department"}
WRITTEN_OUT = {
    "engg": "engineering",
    "engr": "engineering",
    "tech": "technology",
    "mgmt": "management",
    "mgt": "management",
    "sc": "science",
    "sci": "science",
    "comp": "computer",
    "elec": "electrical",
    "mech": "mechanical",
    "math": "mathematics",
    "maths": "mathematics",
    "intro": "introduction",
}
SERIALS = re.compile(r"\b(?:[ivx]+|[0-9]+)\b")
Known = tuple[str, str]  # code and title


def close(text: str, known: Iterable[Known]) -> list[Known]:
    """Those of the known that a text may mean, the closest first; empty when none is close.

    Physics I and Physics II differ in their number, which no slip of the pen explains.
    """
    name = _plain(text)
    found = [(max(_likeness(name, _plain(one)) for one in pair), pair) for pair in known]
    found.sort(key=lambda one: -one[0])
    best = found[0][0] if found else 0
    if best < CLOSE:
        return []
    return [pair for score, pair in found[:MOST] if score > best - MARGIN and score >= CLOSE]


def _likeness(name: str, other: str) -> float:
    if not other or SERIALS.findall(name) != SERIALS.findall(other):
        return 0
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) < SHORT and not longer.startswith(shorter):
        return fuzz.ratio(name, other)  # CS stands in Physics, too
    return fuzz.WRatio(name, other)


def _plain(text: str) -> str:
    """A name without signs and little words, its usual short forms written out."""
    words = re.sub(r"[\W_]+", " ", name_key_of(text)).split()
    telling = [word for word in words if word not in LITTLE_WORDS] or words
    return " ".join(WRITTEN_OUT.get(word, word) for word in telling)


def near_roll_numbers(text: str, known: list[str]) -> list[str]:
    """Known roll numbers with the same digits but for leading zeros, or one slip away; at most 2.

    One slip is a letter too many, too few, another, or two that changed places.
    """
    key = key_of(text)
    bare = key.lstrip("0")
    same = [one for one in known if bare and one.lstrip("0") == bare]
    if same or len(key) < 4:
        return same[:2]
    found = process.extract(
        key, known, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=2, processor=None
    )
    return [one for one, _, _ in found]
