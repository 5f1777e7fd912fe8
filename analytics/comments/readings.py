"""What one comment speaks of, and in which tone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from analytics.comments.keys import clauses
from analytics.comments.lexicons import AROUND, BEFORE, SOMEBODY, STRESS, TURN, WISH, Hit, hits
from analytics.comments.topics import BY_SLUG

POSITIVE, NEGATIVE, MIXED, WISHED, UNCLEAR = "positive", "negative", "mixed", "wish", "unclear"
TONES = (POSITIVE, NEGATIVE, MIXED, WISHED, UNCLEAR)
STRESSED, TURNED, PLAIN = 15, 5, 10  # tenths
REACH, NEAR = 3, 2  # words between a negation and what it turns
BALANCE = 3  # praise and complaint within this ratio of each other are mixed


@dataclass(frozen=True)
class CommentReading:
    """`topics` with the tone each is spoken of in."""

    tone: str
    topics: dict[str, str]

    @property
    def understood(self) -> bool:
        """Whether it is known how it is meant."""
        return self.tone != UNCLEAR


class Tone(NamedTuple):
    """Of one word: above 0 praise, below complaint; `wish` where it is what somebody asks for."""

    weight: int
    wish: bool = False


@lru_cache(maxsize=10_000)
def read(comment: str) -> CommentReading:
    """One comment, in any of the three spellings, also mixed."""
    whole, topics = [], defaultdict(list)
    for clause in _thoughts(comment):
        tones = list(_tones(clause))
        alone = [tone for _, tone in tones if any(tone)]
        whole += alone
        for hit, tone in _spoken_of(tones):
            topics[hit.entry.topic] += [tone] if any(tone) else alone
    return CommentReading(_tone(whole), {topic: _tone(found) for topic, found in topics.items()})


def _spoken_of(tones: list[tuple[Hit, Tone]]) -> list[tuple[Hit, Tone]]:
    """Those that name a topic; the vague ones where there are no others."""
    named = [one for one in tones if one[0].entry.topic]
    return [one for one in named if not one[0].entry.vague] or named


def _thoughts(comment: str) -> Iterator[list[Hit]]:
    """What is known of each part between signs and words such as “but”."""
    for words in clauses(comment):
        thought = []
        for hit in hits(words):
            if hit.entry.kind == TURN:
                yield _of_things(thought)
                thought = []
            else:
                thought.append(hit)
        yield _of_things(thought)


def _of_things(thought: list[Hit]) -> list[Hit]:
    """“Late” is said of what was named before it: of recordings rather than of who gives them."""
    thing, found = "", []
    for hit in thought:
        topic = BY_SLUG.get(hit.entry.topic)
        if hit.entry.kind == SOMEBODY:
            thing = ""
        elif topic and topic.is_thing:
            thing = topic.slug
        elif thing and hit.entry.delivery:
            hit = Hit(hit.first, hit.end, replace(hit.entry, topic=thing))
        found.append(hit)
    return found


def _tones(thought: Sequence[Hit]) -> Iterator[tuple[Hit, Tone]]:
    """Each topic or tone word with its tone; praise and topics of a wish are what is wished for."""
    turned = _turned(thought)
    wished = _wished(thought, turned)
    for place, hit in enumerate(thought):
        if hit.entry.kind:
            continue
        weight = hit.entry.tone * (STRESSED if _is_stressed(thought, place) else PLAIN)
        if place in turned:
            weight = _turned_weight(weight)
        yield hit, Tone(0, wish=True) if wished and weight >= 0 else Tone(weight)


def _turned_weight(weight: int) -> int:
    """“Not good” is a complaint, “not bad” half a praise; a topic there is not is missed."""
    return -weight * TURNED // PLAIN if weight < 0 else -(weight or PLAIN)


def _turned(thought: Sequence[Hit]) -> set[int]:
    """The places of what negations turn: each turns one word, the nearest."""
    places = (_target(thought, place) for place, hit in enumerate(thought))
    return {place for place in places if place is not None}


def _target(thought: Sequence[Hit], place: int) -> int | None:
    """What the negation at this place turns: a word with a tone rather than a topic without."""
    if thought[place].entry.kind not in (BEFORE, AROUND):
        return None
    near = list(_near(thought, place))
    toned = (n for n in near if thought[n].entry.tone or thought[n].entry.kind == WISH)
    return next(toned, next((n for n in near if thought[n].entry.topic), None))


def _near(thought: Sequence[Hit], place: int) -> Iterator[int]:
    """The places a negation reaches, those it turns rather first."""
    hit = thought[place]
    if hit.entry.kind == AROUND:
        for n in range(place - 1, -1, -1):
            if hit.first - thought[n].end < NEAR:
                yield n
    reach = REACH if hit.entry.kind == BEFORE else NEAR
    for n in range(place + 1, len(thought)):
        if thought[n].first - hit.end < reach:
            yield n


def _wished(thought: Sequence[Hit], turned: set[int]) -> bool:
    wishes = [place for place, hit in enumerate(thought) if hit.entry.kind == WISH]
    return any(place not in turned for place in wishes)


def _is_stressed(thought: Sequence[Hit], place: int) -> bool:
    before = thought[place - 1] if place else None
    return bool(before and before.entry.kind == STRESS and before.end == thought[place].first)


def _tone(tones: Sequence[Tone]) -> str:
    praise = sum(tone.weight for tone in tones if tone.weight > 0)
    complaint = -sum(tone.weight for tone in tones if tone.weight < 0)
    if not praise and not complaint:
        return WISHED if any(tone.wish for tone in tones) else UNCLEAR
    if max(praise, complaint) <= BALANCE * min(praise, complaint):
        return MIXED
    return POSITIVE if praise > complaint else NEGATIVE
