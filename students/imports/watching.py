"""How a long piece of work lets somebody watch: a wrapper around its loop."""

from collections.abc import Callable, Iterable, Iterator

# Iterable, words, total (0: not known) and, if given, how much of the total one item is.
Watch = Callable[..., Iterable]


def one(item) -> int:
    """Each item is one of the total."""
    return 1


def unwatched(iterable: Iterable, words: str, total: int, size: Callable = one) -> Iterable:
    """Nobody is watching."""
    return iterable


def watched_deriving(watch: Watch) -> Callable[[Iterator[list[int]], int], Iterable[list[int]]]:
    """The same as a refresh asks for it, which derives some results at once."""
    return lambda derived, count: watch(derived, "Deriving grades and risks", count, len)
