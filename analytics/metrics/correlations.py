"""How far two rows of figures go together: Pearson's r with an interval. It says nothing of why.

The interval is Fisher's (Metron 1 (1921) 3): atanh r is near a normal with variance 1 / (n - 3). It
takes the pairs for independent, which months that follow each other are not quite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analytics.metrics.engagement.intervals import Interval, Z, decimal

LEAST = 6  # pairs; of fewer an interval says next to nothing


@dataclass(frozen=True)
class Correlation:
    """r of `count` pairs, from -1 to 1, with its 95 percent interval."""

    r: Decimal
    count: int
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether it is told from none."""
        return self.interval.excludes_none


def correlation(pairs: Sequence[tuple[int, int]]) -> Correlation | None:
    """Of whole numbers; None for fewer than LEAST pairs and where one side does not vary."""
    count = len(pairs)
    if count < LEAST:
        return None
    spread, other = (_spread([pair[side] for pair in pairs]) for side in (0, 1))
    if not spread or not other:
        return None
    together = count * sum(a * b for a, b in pairs) - sum(a for a, _ in pairs) * sum(
        b for _, b in pairs
    )
    square = Fraction(together**2, spread * other)  # exact: r is 1 only where it is
    r = decimal(square).sqrt().copy_sign(together)
    return Correlation(r, count, _interval(r, count, square == 1))


def _spread(values: list[int]) -> int:
    return len(values) * sum(value**2 for value in values) - sum(values) ** 2


def _interval(r: Decimal, count: int, perfect: bool) -> Interval:
    if perfect:
        return Interval(r, r)
    middle = ((1 + r) / (1 - r)).ln() / 2
    reach = Z / Decimal(count - 3).sqrt()
    return Interval(_tanh(middle - reach), _tanh(middle + reach))


def _tanh(value: Decimal) -> Decimal:
    grown = (2 * value).exp()
    return (grown - 1) / (grown + 1)
