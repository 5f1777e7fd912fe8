"""Confidence intervals of shares, of differences of shares and of means, by textbook formulas.

They take roots and so are no exact figures: computed in decimals and shown with one place. All are
of 95 percent and two-sided.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

LEVEL = 95  # percent
Z = Decimal("1.959963984540054")  # 97.5 percent of a standard normal lie below
ONE = Decimal(1)


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`: shares between 0 and 1, or their differences."""

    low: Decimal
    high: Decimal

    @property
    def excludes_none(self) -> bool:
        """Whether it lies on one side of 0, so that a difference is told from none."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Fourfold:
    """Those with something and those without it, and how many of each met an end."""

    met: int
    count: int
    other_met: int
    other_count: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.met, self.count)

    @property
    def other_share(self) -> Fraction:
        return Fraction(self.other_met, self.other_count)

    @property
    def weight(self) -> Fraction:
        """What it weighs among the strata: 0 where there is nobody to compare with."""
        whole = self.count + self.other_count
        return Fraction(self.count * self.other_count, whole) if whole else Fraction(0)


def together(strata: Iterable[Fourfold]) -> Fourfold | None:
    """The counts of all strata in one; None for no stratum."""
    lines = [(one.met, one.count, one.other_met, one.other_count) for one in strata]
    return Fourfold(*map(sum, zip(*lines, strict=True))) if lines else None


@dataclass(frozen=True)
class Difference:
    """The share with something less that without it, exact, and its interval."""

    value: Fraction
    interval: Interval

    @property
    def is_clear(self) -> bool:
        return self.interval.excludes_none


def wilson(part: int, whole: int) -> Interval:
    """Interval of a share; ValueError for nobody. Wilson, J. Am. Stat. Assoc. 22 (1927) 209."""
    if not whole:
        raise ValueError("nobody to take a share of")
    return _of_share(Fraction(part, whole), Fraction(whole))


def _of_share(share: Fraction, count: Fraction) -> Interval:
    n, middle = decimal(count), decimal(share)
    reach = Z * (middle * (ONE - middle) / n + Z * Z / (4 * n * n)).sqrt()
    middle, below = middle + Z * Z / (2 * n), ONE + Z * Z / n
    low, high = (middle - reach) / below, (middle + reach) / below
    return Interval(Decimal(0) if not share else low, ONE if share == 1 else high)


def difference(table: Fourfold) -> Difference:
    """Difference of two independent shares. Newcombe, Stat. Med. 17 (1998) 873, method 10."""
    return _difference(
        (table.share, Fraction(table.count)), (table.other_share, Fraction(table.other_count))
    )


def _difference(mine: tuple[Fraction, Fraction], others: tuple[Fraction, Fraction]) -> Difference:
    """Of two shares, each with how many it is of."""
    one, other = decimal(mine[0]), decimal(others[0])
    ours, theirs = _of_share(*mine), _of_share(*others)
    down = ((one - ours.low) ** 2 + (theirs.high - other) ** 2).sqrt()
    up = ((ours.high - one) ** 2 + (other - theirs.low) ** 2).sqrt()
    return Difference(mine[0] - others[0], Interval(one - other - down, one - other + up))


def difference_within(strata: Iterable[Fourfold]) -> Difference | None:
    """Difference within strata, such as courses; None where none of them has both kinds.

    Mantel and Haenszel's: the two shares are averaged over the strata with their weights, and
    compared by Newcombe's formula, each as of so many as have the spread of such an average where
    the share is the same in all strata; where it is not the interval is a little too wide. So it
    keeps its width where all or none of a group met the end, which variances by stratum do not.
    """
    used = [one for one in strata if one.weight]
    if not used:
        return None
    whole = sum(one.weight for one in used)
    weights = [one.weight / whole for one in used]
    return _difference(
        _average(weights, [(one.share, one.count) for one in used]),
        _average(weights, [(one.other_share, one.other_count) for one in used]),
    )


def _average(weights: list[Fraction], shares: list[tuple]) -> tuple[Fraction, Fraction]:
    """The average of shares, each with its count, and how many that average is worth."""
    pairs = list(zip(weights, shares, strict=True))
    spread = sum(weight**2 / count for weight, (_, count) in pairs)
    return sum(weight * share for weight, (share, _) in pairs), 1 / spread


def mean_interval(count: int, total: int, squares: int) -> Interval | None:
    """Interval of a mean from count, sum and sum of squares, in their unit; None for one value.

    Normal approximation with the sample's own variance, as in any textbook.
    """
    if count < 2:
        return None
    variance = Fraction(count * squares - total**2, count * (count - 1))
    reach = Z * decimal(variance / count).sqrt()
    middle = decimal(Fraction(total, count))
    return Interval(middle - reach, middle + reach)


def survival_interval(share: Fraction, greenwood: Fraction, at_risk: int) -> Interval:
    """Interval of a share still there; `greenwood` is the sum of d / (n (n − d)) so far.

    Greenwood's variance on the scale of log(−log): Kalbfleisch and Prentice, The Statistical
    Analysis of Failure Time Data (2002), section 1.4. Where nobody or everybody has left it has
    none: then Wilson's of those who were at risk last.
    """
    if not 0 < share < 1:
        return _of_share(share, Fraction(at_risk))
    log = decimal(share).ln()
    reach = Z * decimal(greenwood).sqrt() / abs(log)
    return Interval(_bent(log, reach), _bent(log, -reach))


def _bent(log: Decimal, reach: Decimal) -> Decimal:
    return (log * reach.exp()).exp()


def decimal(value: Fraction) -> Decimal:
    """An exact ratio to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)
