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
    n, share = Decimal(whole), Decimal(part) / Decimal(whole)
    middle = share + Z * Z / (2 * n)
    reach = Z * (share * (ONE - share) / n + Z * Z / (4 * n * n)).sqrt()
    below = ONE + Z * Z / n
    return Interval(max((middle - reach) / below, Decimal(0)), min((middle + reach) / below, ONE))


def difference(table: Fourfold) -> Difference:
    """Difference of two independent shares. Newcombe, Stat. Med. 17 (1998) 873, method 10."""
    one, other = decimal(table.share), decimal(table.other_share)
    mine, theirs = wilson(table.met, table.count), wilson(table.other_met, table.other_count)
    down = ((one - mine.low) ** 2 + (theirs.high - other) ** 2).sqrt()
    up = ((mine.high - one) ** 2 + (other - theirs.low) ** 2).sqrt()
    return Difference(
        table.share - table.other_share, Interval(one - other - down, one - other + up)
    )


def difference_within(strata: Iterable[Fourfold]) -> Difference | None:
    """Difference within strata, such as courses; None where none of them has both kinds.

    Mantel and Haenszel's weights; the variance by Greenland and Robins, Biometrics 41 (1985) 55. A
    single stratum is compared by Newcombe's formula.
    """
    used = [one for one in strata if one.weight]
    if not used:
        return None
    if len(used) == 1:
        return difference(used[0])
    weight = sum(one.weight for one in used)
    value = sum(one.weight * (one.share - one.other_share) for one in used) / weight
    reach = Z * decimal(sum(map(_variance, used)) / weight**2).sqrt()
    middle = decimal(value)
    return Difference(value, Interval(max(middle - reach, -ONE), min(middle + reach, ONE)))


def _variance(one: Fourfold) -> Fraction:
    """A stratum's part of the numerator of the variance."""
    whole = one.count + one.other_count
    spread = one.met * (one.count - one.met) * one.other_count**3
    spread += one.other_met * (one.other_count - one.other_met) * one.count**3
    return Fraction(spread, one.count * one.other_count * whole**2)


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


def survival_interval(share: Fraction, greenwood: Fraction) -> Interval:
    """Interval of a share still there; `greenwood` is the sum of d / (n (n − d)) so far.

    Greenwood's variance on the scale of log(−log): Kalbfleisch and Prentice, The Statistical
    Analysis of Failure Time Data (2002), section 1.4.
    """
    if not 0 < share < 1:
        return Interval(decimal(share), decimal(share))
    log = decimal(share).ln()
    reach = Z * decimal(greenwood).sqrt() / abs(log)
    return Interval(_bent(log, reach), _bent(log, -reach))


def _bent(log: Decimal, reach: Decimal) -> Decimal:
    return (log * reach.exp()).exp()


def decimal(value: Fraction) -> Decimal:
    """An exact ratio to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator)
