"""What a key figure is: counted in cells, added up over the part meant, divided once at the end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from analytics.metrics.engagement.intervals import Interval
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import Cell
from students.rules.shown import PERCENT_PLACES
from students.rules.units import SCALE


@dataclass(frozen=True)
class Unit:
    """How a ratio of whole numbers is read: times `factor`, divided by `per`; so many places.

    `sign` is what stands after it in a text, without the space. Of a sum the numerator is all there
    is: its denominator is not looked at.
    """

    name: str
    sign: str = ""
    factor: int = 1
    per: int = 1
    places: int = 2
    is_sum: bool = False

    def value(self, numerator: int, denominator: int) -> Fraction | None:
        """The exact figure; None where it would be divided by 0."""
        whole = 1 if self.is_sum else denominator
        return Fraction(numerator * self.factor, whole * self.per) if whole else None


SHARE = Unit("percent", "%", factor=100, places=PERCENT_PLACES)  # of counts
POINTS = Unit("points", per=SCALE)  # of sums of 1e-10 percent
MEAN_PERCENT = Unit("percent", "%", per=SCALE, places=PERCENT_PLACES)
MEAN_MARKS = Unit("percent", "%", per=SCALE)
MONEY = Unit("amount", per=100, is_sum=True)  # in hundredths
NUMBER = Unit("number", places=0, is_sum=True)


NONE = (0, 0)


@dataclass(frozen=True)
class Counted:
    """A part of a ratio; `count` are those it is taken from, `parts` are ratios beside it."""

    numerator: int = 0
    denominator: int = 0
    count: int = 0
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: "Counted") -> "Counted":
        mine, theirs = self.parts, other.parts
        names = {**mine, **theirs}
        parts = {name: _pair(mine.get(name, NONE), theirs.get(name, NONE)) for name in names}
        return Counted(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.count + other.count,
            parts,
        )


def _pair(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def added(found: Iterable[Counted]) -> Counted:
    """All of them together."""
    return sum(found, Counted())


Cells = Mapping[Cell, Counted]


@dataclass(frozen=True)
class Weight:
    """An adjustable number of a formula with its usual value, as text of a decimal."""

    name: str
    title: str
    usual: str
    least: int = 0
    most: int = 100


@dataclass(frozen=True)
class Part:
    """A ratio told beside the figure."""

    name: str
    title: str
    unit: Unit


@dataclass(frozen=True)
class Kpi:
    """A key figure. `of` are the kinds of facts in it, which all have to be the viewer's to see.

    `cells` counts it in every cell of some facts; `nobody` says why it is empty where it is; a
    figure of `people` is not told of one to four of them to who may not look these up; one that is
    `of_batches` says something of a batch and nothing of a whole institution; one that is `dated`
    is taken from facts with days alone, so that it can be told of a day that is over.
    """

    slug: str
    title: str
    why: str
    unit: Unit
    of: frozenset[str]
    counted: str
    formula: str
    nobody: str
    cells: Callable[[OfficeFacts], Cells]
    parts: tuple[Part, ...] = ()
    weights: tuple[Weight, ...] = ()
    low_is_good: bool = False
    people: bool = True
    of_batches: bool = False
    dated: bool = False
    interval: Callable[[Counted], Interval | None] | None = None

    def value(self, found: Counted) -> Fraction | None:
        """The exact figure; None where there is nothing to take it from."""
        return self.unit.value(found.numerator, found.denominator) if found.count else None
