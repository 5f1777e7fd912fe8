"""How sure a probability is: what came of those in the past who were given about the same."""

from dataclasses import dataclass

from analytics.metrics.engagement.intervals import wilson

FARTHEST = 0.1  # of a chance; what lies farther off is not "about the same"
DAYS_IN_WEEK = 7
UNTESTED, SO_HIGH, SO_LOW, SO_MUCH = "untested", "high", "low", "between"  # why nothing is sure


@dataclass(frozen=True)
class Certainty:
    """Of `n` past students given about the same, the share it came true for.

    Of the next ones it may come true for `low` to `high`: the 95 % interval of that share, and to
    both sides as much more as one cohort was found to lie off the cohorts before it.
    """

    share: float
    low: float
    high: float
    n: int


def certainty(measures: dict, week: int, chance: float) -> Certainty | None:
    """By the test of a version in a week: its bin nearest to the chance.

    None: not tested then, or nobody was given about the same; `doubt` says which.
    """
    if doubt(measures, week, chance):
        return None
    found = nearest(measures, week, chance)
    low, high = bounds(found["outcome"], found["n"])
    off = drift(measures, week)
    return Certainty(found["outcome"], max(low - off, 0.0), min(high + off, 1.0), found["n"])


def drift(measures: dict, week: int) -> float:
    """How far the guesses of a week's test lay off as a whole; 0 where it was not tested.

    It is what happened between one cohort and the next, and the only measure there is of what may
    happen once more: the interval of a share knows of no other cohort.
    """
    tested = bins(measures, week)
    count = sum(one["n"] for one in tested)
    off = sum(one["n"] * (one["guess"] - one["outcome"]) for one in tested)
    return abs(off) / count if count else 0.0


def doubt(measures: dict, week: int, chance: float) -> str:
    """Why nothing is sure of a chance, one of the words above; empty where something is."""
    found = nearest(measures, week, chance)
    if found is None:
        return UNTESTED
    if abs(found["guess"] - chance) <= FARTHEST:
        return ""
    given = [one["guess"] for one in bins(measures, week)]
    if chance > max(given):
        return SO_HIGH
    return SO_LOW if chance < min(given) else SO_MUCH


def nearest(measures: dict, week: int, chance: float) -> dict | None:
    """The bin of a week that lies nearest to a chance, however far; None: not tested then."""
    return min(bins(measures, week), key=lambda one: abs(one["guess"] - chance), default=None)


def bins(measures: dict, week: int) -> list[dict]:
    """Those of a week; none where it was not tested."""
    return next((row["bins"] for row in measures["weeks"] if row["week"] == week), [])


def week_tested(measures: dict, stage: int, day: float) -> int:
    """The week whose test tells of a guess of this day of a course: that of the stage that spoke.

    Past the last week that was tested it is the day's own, of which nothing is known.
    """
    week = int(day // DAYS_IN_WEEK)
    last = max((row["week"] for row in measures["weeks"]), default=-1)
    return week if week > last else stage // DAYS_IN_WEEK


def bounds(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n."""
    found = wilson(round(share * n), n)
    return float(found.low), float(found.high)
