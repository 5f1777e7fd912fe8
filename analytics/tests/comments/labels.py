"""Comments labelled by hand: half of them to tune the word lists with, half kept out of that."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analytics.comments.readings import read

FILE = Path(__file__).parent / "labelled.csv"
TUNED, KEPT = "tuned", "kept"


@dataclass(frozen=True)
class Labelled:
    """A comment with what a person read in it."""

    half: str
    tone: str
    topics: frozenset[str]
    comment: str


@dataclass(frozen=True)
class Score:
    """How often a word was said, was true, and both."""

    said: int
    true: int
    both: int

    @property
    def precision(self) -> str:
        return _percent(self.both, self.said)

    @property
    def recall(self) -> str:
        return _percent(self.both, self.true)


def labelled(half: str) -> list[Labelled]:
    """Those of one half."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [
            Labelled(row["half"], row["tone"], _topics(row["topics"]), row["comment"])
            for row in csv.DictReader(lines)
        ]
    return [one for one in rows if one.half == half]


def _topics(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split(";")))


def scores(half: str) -> dict[str, Score]:
    """By tone and by topic, and "tones" and "topics" together."""
    said, true, both = Counter(), Counter(), Counter()
    for one in labelled(half):
        found = read(one.comment)
        for kind, guess, truth in (
            ("tones", {found.tone}, {one.tone}),
            ("topics", set(found.topics), one.topics),
        ):
            for counter, words in ((said, guess), (true, truth), (both, guess & truth)):
                counter.update(words)
                counter[kind] += len(words)
    return {name: Score(said[name], true[name], both[name]) for name in sorted({*said, *true})}


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.0f}" if whole else "–"
