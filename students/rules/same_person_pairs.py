"""Which records of many are worth comparing: those that share something, never all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from students.rules.person_names import sounds_of
from students.rules.same_person import Likeness, Person, compare, mail_key, phone_key

# What more records share than this is nobody's own: a college's telephone, a mail of an office.
MOST_SHARING = 30


def likely_pairs(people: Mapping[int, Person]) -> Iterator[tuple[int, int, Likeness]]:
    """The pairs of these records that are likely of one person, the lower number first."""
    for one, other in sorted(candidates(people)):
        likeness = compare(people[one], people[other])
        if likeness.likely:
            yield one, other, likeness


def likely_matches(
    new: Mapping[int, Person], known: Mapping[int, Person]
) -> Iterator[tuple[int, int, Likeness]]:
    """Whom of the known the new ones are likely to be, in the order of the new."""
    asked = {number: set(keys_of(person)) for number, person in new.items()}
    blocks: dict[tuple, list[int]] = {key: [] for keys in asked.values() for key in keys}
    for number, person in known.items():
        for key in keys_of(person):
            if key in blocks:
                blocks[key].append(number)
    for number, keys in asked.items():
        shared = (blocks[key] for key in keys if len(blocks[key]) <= MOST_SHARING)
        for other in sorted({one for numbers in shared for one in numbers}):
            likeness = compare(new[number], known[other])
            if likeness.likely:
                yield number, other, likeness


def candidates(people: Mapping[int, Person]) -> set[tuple[int, int]]:
    """The pairs that share a mail, a telephone, a guardian and name, or a day of birth and name."""
    blocks: dict[tuple, list[int]] = defaultdict(list)
    for number, person in people.items():
        for key in keys_of(person):
            blocks[key].append(number)
    shared = (numbers for numbers in blocks.values() if 1 < len(numbers) <= MOST_SHARING)
    return {pair for numbers in shared for pair in combinations(sorted(numbers), 2)}


def keys_of(person: Person) -> Iterable[tuple]:
    """What a record is found by; no key follows from a name alone."""
    if mail := mail_key(person.mail):
        yield "mail", mail
    if phone := phone_key(person.phone):
        yield "phone", phone
    if not (person.born or person.guardian):
        return
    sounds = sounds_of(person.name)
    for sound in sounds if person.born else ():
        yield person.born, sound
    for sound in sounds if person.guardian else ():
        yield sounds_of(person.guardian), sound
