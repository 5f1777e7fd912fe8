"""How sure a probability is: what came of those in the past who were given about the same."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.96
FARTHEST = 0.1  # of a chance; what lies farther off is not "about the same"


@dataclass(frozen=True)
class Certainty:
    """Of `n` past students given about the same, the share it came true for, and its interval."""

    share: float
    low: float
    high: float
    n: int


def certainty(measures: dict, week: int, chance: float) -> Certainty | None:
    """By the test of a version in a week: its bin nearest to the chance.

    None: not tested then, or nobody was given about the same.
    """
    found = [row["bins"] for row in measures["weeks"] if row["week"] == week]
    if not found or not found[0]:
        return None
    nearest = min(found[0], key=lambda one: abs(one["guess"] - chance))
    if abs(nearest["guess"] - chance) > FARTHEST:
        return None
    return Certainty(nearest["outcome"], *wilson(nearest["outcome"], nearest["n"]), nearest["n"])


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n."""
    centre = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    return centre - half, centre + half
