"""The word lists as they are searched: the longest entry at each place of a clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from analytics.comments import tones
from analytics.comments.keys import clauses
from analytics.comments.topics import TOPICS

LONGEST_TYPO_FREE = 5  # letters; shorter words are taken as they are written
TWO_TYPOS = 9  # letters from which two are forgiven
PRAISED, COMPLAINED = 1, -1


@dataclass(frozen=True)
class Entry:
    """`tone` is 1, −1 or 0; `topic` a slug or ""; `kind` says what it does to others.

    Of `delivery`: said of a thing that was named before it, it is of that.
    """

    tone: int = 0
    topic: str = ""
    kind: str = ""
    vague: bool = False
    delivery: bool = False


@dataclass(frozen=True)
class Hit:
    """An entry found from a word of a clause to before another."""

    first: int
    end: int
    entry: Entry


WISH, BEFORE, AROUND, STRESS, TURN, IDLE = "wish", "before", "around", "stress", "turn", "idle"
SOMEBODY = "somebody"


def _entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    for listed, entry in (
        (tones.WISHES, Entry(kind=WISH)),
        (tones.NEGATORS_BEFORE, Entry(kind=BEFORE)),
        (tones.NEGATORS_AROUND, Entry(kind=AROUND)),
        (tones.STRESSES, Entry(kind=STRESS)),
        (tones.TURNS, Entry(kind=TURN)),
        (tones.IDLE, Entry(kind=IDLE)),
        (tones.SOMEBODY, Entry(kind=SOMEBODY)),
        (tones.COMPLAINT, Entry(COMPLAINED)),
        (tones.PRAISE, Entry(PRAISED)),
    ):
        yield from _of(listed, entry)
    for topic in TOPICS:
        yield from _of(topic.late, Entry(COMPLAINED, topic.slug, delivery=True))
        yield from _of(topic.timely, Entry(PRAISED, topic.slug, delivery=True))
        yield from _of(topic.names, Entry(0, topic.slug))
        yield from _of(topic.vague, Entry(0, topic.slug, vague=True))
        yield from _of(topic.complaint, Entry(COMPLAINED, topic.slug))
        yield from _of(topic.praise, Entry(PRAISED, topic.slug))


def _of(listed: str, entry: Entry) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for written in filter(None, map(str.strip, listed.split(","))):
        yield tuple(word for words in clauses(written) for word in words), entry


LEXICON: dict[tuple[str, ...], Entry] = {}
for _words, _entry in _entries():
    LEXICON.setdefault(_words, _entry)
LONGEST: dict[str, int] = {}  # by the first word, how many words its longest entry has
for _words in LEXICON:
    LONGEST[_words[0]] = max(len(_words), LONGEST.get(_words[0], 0))
SINGLE = sorted({word for words in LEXICON for word in words})
SINGLE_SET = frozenset(SINGLE)
LONG: dict[
    str, list[str]
] = {}  # by the first letter, the words in which typing errors are forgiven
for _word in SINGLE:
    if len(_word) > LONGEST_TYPO_FREE:
        LONG.setdefault(_word[0], []).append(_word)


def hits(words: Sequence[str]) -> list[Hit]:
    """What is known of a clause, from left to right, none over another."""
    words, found, place = [corrected(word) for word in words], [], 0
    while place < len(words):
        hit = _longest(words, place)
        if hit:
            found.append(hit)
        place = hit.end if hit else place + 1
    return found


def _longest(words: Sequence[str], place: int) -> Hit | None:
    for end in range(min(len(words), place + LONGEST.get(words[place], 0)), place, -1):
        entry = LEXICON.get(tuple(words[place:end]))
        if entry:
            return Hit(place, end, entry)
    return None


@lru_cache(maxsize=20_000)
def corrected(word: str) -> str:
    """The known word that is meant where this one has a typing error; else itself."""
    if len(word) <= LONGEST_TYPO_FREE or word in SINGLE_SET:
        return word
    most = 2 if len(word) >= TWO_TYPOS else 1
    near = (
        (DamerauLevenshtein.distance(word, known, score_cutoff=most), known)
        for known in LONG.get(word[0], ())
        if abs(len(known) - len(word)) <= most
    )
    distance, known = min(near, default=(most + 1, word))
    return known if distance <= most else word
