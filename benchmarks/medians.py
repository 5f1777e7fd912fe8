"""Times things in turns, so that a busy moment of the machine falls on all of them alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 15


@dataclass(frozen=True)
class Timing:
    """The median seconds of something, and how many times the floor that is."""

    name: str
    seconds: float
    ratio: float


def in_turns(
    jobs: dict[str, Callable[[], object]],
    floor: str,
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.perf_counter,
) -> list[Timing]:
    """Run every job once in each round, after one round that does not count; medians by name."""
    spent = {name: [] for name in jobs}
    for number in range(rounds + 1):
        for name, job in jobs.items():
            started = clock()
            job()
            if number:
                spent[name].append(clock() - started)
    medians = {name: median(seconds) for name, seconds in spent.items()}
    return [Timing(name, took, took / medians[floor]) for name, took in medians.items()]


def lines(title: str, timings: list[Timing], notes: dict[str, str] | None = None) -> str:
    """A table of timings in milliseconds, ready to print."""
    width = max(len(one.name) for one in timings)
    rows = [
        f"  {one.name:<{width}}  {one.seconds * 1000:>9.1f} ms  {one.ratio:>7.2f} x"
        f"  {(notes or {}).get(one.name, '')}".rstrip()
        for one in timings
    ]
    return "\n".join([title, *rows])
