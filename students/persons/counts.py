"""How many people records are of, those that somebody has said to be one counted once."""

from collections.abc import Iterable


def spare(pairs: Iterable[tuple[int, int]]) -> int:
    """Records less people: 2 for three records of one person, however they were linked."""
    leads: dict[int, int] = {}
    for one, other in pairs:
        first, second = _lead(leads, one), _lead(leads, other)
        if first != second:
            leads[second] = first
    return len(leads)


def _lead(leads: dict[int, int], number: int) -> int:
    while number in leads:
        number = leads[number]
    return number
