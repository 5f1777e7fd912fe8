"""How a long piece of work lets somebody watch: a wrapper around its loop."""

from collections.abc import Callable, Iterable

Watch = Callable[[Iterable, str, int], Iterable]


def unwatched(iterable: Iterable, words: str, total: int) -> Iterable:
    """Nobody is watching."""
    return iterable
