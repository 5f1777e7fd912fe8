"""How well the rule for two records of one person does on a made register, and how fast."""

import time
from collections import Counter
from random import Random

from students.rules.same_person_pairs import candidates, likely_pairs
from students.tests.rules.variations import LOOKALIKES, VARIATIONS, register, somebody

EACH, OTHERS, MANY = 400, 20_000, (25_000, 50_000, 100_000)


def report(title: str = "Two records of one person") -> str:
    """Recall by kind of variation, false proposals by kind of likeness, precision, time."""
    made = register(Random(7), EACH, OTHERS)  # noqa: S311 (made people)
    found = {pair[:2] for pair in likely_pairs(made.people)}
    met, false = (
        Counter(kinds[pair] for pair in found & kinds.keys()) for kinds in (made.twice, made.apart)
    )
    by_chance = len(found - made.twice.keys() - made.apart.keys())
    right = len(found & made.twice.keys())
    lines = [f"{title}: {len(made.people):,} records, {len(made.twice):,} people twice"]
    lines += [f"  {kind:<34} found {met[kind]:>4} of {EACH}" for kind in VARIATIONS]
    lines += [f"  {kind:<34} proposed {false[kind]:>4} of {EACH}" for kind in LOOKALIKES]
    lines.append(f"  others, by chance: {by_chance}")
    lines.append(f"  precision {right / len(found):.4f}, recall {right / len(made.twice):.4f}")
    return "\n".join([*lines, *map(timed, MANY)])


def timed(number: int) -> str:
    """Seconds of a processor for so many records, and how many pairs were compared."""
    rng = Random(number)  # noqa: S311 (made people)
    people = {pk: somebody(rng) for pk in range(1, number + 1)}
    started = time.process_time()
    found = sum(1 for _ in likely_pairs(people))
    seconds = time.process_time() - started
    pairs = len(candidates(people))
    return f"  {number:>7,} records: {pairs:,} pairs compared, {found} proposed, {seconds:.1f} s"


if __name__ == "__main__":
    print(report())
