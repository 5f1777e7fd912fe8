"""Many comments in short: how they are meant, what they speak of, in their own words, how sure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from analytics.comments.quotes import quoted
from analytics.comments.readings import MIXED, NEGATIVE, POSITIVE, WISHED, CommentReading, read
from analytics.comments.topics import TOPICS, Topic

HIGH, LOW = 4, 2  # stars from which an answer praises, up to which it complains
SHORTEST, LONGEST = 12, 240  # letters of what is quoted
EXAMPLES = 2  # of each topic


@dataclass(frozen=True)
class Said:
    """A comment as it was written, and the whole stars beside it; None for none."""

    text: str
    stars: int | None = None


@dataclass(frozen=True)
class Spoken:
    """A topic: in how many comments, in which tones, and some of them as written with their tone.

    Who reads the examples must not learn whom they name: they are covered first, as a title beside
    a name may stand in another part (`masks.py`), and then the part that speaks of the topic is
    quoted (`quotes.py`).
    """

    topic: Topic
    count: int
    tones: Counter
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Summary:
    """`compared` comments have both a clear tone and clear stars; in `agreed` they say the same."""

    count: int = 0
    tones: Counter = field(default_factory=Counter)
    understood: int = 0
    topical: int = 0
    compared: int = 0
    agreed: int = 0
    spoken: tuple[Spoken, ...] = ()


Read = tuple[Said, CommentReading]


def summary(comments: Iterable[Said]) -> Summary:
    """The topics most spoken of first."""
    found = [(said, read(said.text)) for said in comments]
    pairs = [pair for said, one in found if (pair := _compared(said, one)) is not None]
    return Summary(
        count=len(found),
        tones=Counter(one.tone for _, one in found),
        understood=sum(one.understood for _, one in found),
        topical=sum(bool(one.topics) for _, one in found),
        compared=len(pairs),
        agreed=sum(pairs),
        spoken=tuple(_spoken(found)),
    )


def _compared(said: Said, one: CommentReading) -> bool | None:
    """Whether tone and stars say the same; None where one of them says neither."""
    if one.tone not in (POSITIVE, NEGATIVE) or said.stars is None or LOW < said.stars < HIGH:
        return None
    return (one.tone == POSITIVE) == (said.stars >= HIGH)


def _spoken(found: list[Read]) -> Iterator[Spoken]:
    used: set[str] = set()
    of = {topic.slug: [pair for pair in found if topic.slug in pair[1].topics] for topic in TOPICS}
    for topic in sorted(TOPICS, key=lambda one: -len(of[one.slug])):
        rows = of[topic.slug]
        if rows:
            tones = Counter(one.topics[topic.slug] for _, one in rows)
            yield Spoken(topic, len(rows), tones, tuple(_examples(topic.slug, rows, used)))


def _examples(slug: str, rows: list[Read], used: set[str]) -> Iterator[tuple[str, str]]:
    """Of each clear tone one, none twice, in an order that tells nothing of when it was said."""
    fitting = [(one.topics[slug], said.text) for said, one in rows if _fits(said.text, slug, one)]
    fitting.sort(key=lambda pair: hashlib.sha256(pair[1].encode()).digest())
    tones = [tone for tone, _ in fitting]
    wanted = [tone for tone in (NEGATIVE, POSITIVE, WISHED, MIXED) if tone in tones][:EXAMPLES]
    for tone in wanted:
        text = next((text for of, text in fitting if of == tone and text not in used), None)
        if text:
            used.add(text)
            yield tone, text


def _fits(text: str, slug: str, one: CommentReading) -> bool:
    return SHORTEST <= len(quoted(text, slug, one.topics[slug])) <= LONGEST
