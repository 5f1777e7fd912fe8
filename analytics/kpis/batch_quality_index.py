"""Batch Quality Index: the trainer's rating, the average and the activity of a batch in one number.

batch: (w1 × rating + w2 × average + w3 × activity) / (w1 + w2 + w3), each between 0 and 100
rating   = mean of the answers, each as a share of its own maximum: 4 of 5 is 80
average  = mean of the students' averages of marks, 0 to 100 as they are
activity = mean of the students' days of activity in the last 4 whole weeks, 5 days a week being 100
place: the mean of its batches, each counting as one

The bounds are those of the scales, not of the data: a batch's index does not move because another
batch did well. Usual weights 1, 1, 1, the plain mean. A batch of which a part with a weight is
unknown has no index; a rating of fewer than five answers is unknown to everybody. What a camera saw
never enters. Source: the customer's second paper.
"""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MEAN_MARKS, MEAN_PERCENT, POINTS, Cells, Counted, Kpi, Part, Weight
from analytics.kpis.weighing import blended, numbers_of
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.ratings import LEAST
from analytics.metrics.trainings import Rated
from analytics.precincts import LEARNING, TRAINING, Cell
from students.rules.units import half_up

SLUG = "batch_quality_index"
RATING, AVERAGE, ACTIVITY = "rating", "average", "activity"
WEIGHTS = (
    Weight(RATING, _("Trainer rating"), "1"),
    Weight(AVERAGE, _("Average performance"), "1"),
    Weight(ACTIVITY, _("Weekly activity"), "1"),
)
NOBODY = (0, 0)


def cells(facts: OfficeFacts) -> Cells:
    """A batch in each cell; one that takes several branches is in none of them."""
    found = {}
    for cell, means in _means(facts).items():
        counted = _counted(means, numbers_of(facts, SLUG, WEIGHTS, cell.institution))
        if counted:
            found[cell] = counted
    return found


def lacking(facts: OfficeFacts) -> dict[Cell, tuple[str, ...]]:
    """Of each batch without an index the names of the parts with a weight that are not known."""
    found = {}
    for cell, means in _means(facts).items():
        weights = numbers_of(facts, SLUG, WEIGHTS, cell.institution)
        names = tuple(name for name in means if weights[name] and not means[name][1])
        if names:
            found[cell] = names
    return found


def _means(facts: OfficeFacts) -> dict[Cell, dict[str, tuple[int, int]]]:
    """By batch the sums of the parts and how many they are of."""
    averages, activity = _averages(facts), _activity(facts)
    found = {}
    for batch, cell in _places(facts).items():
        rated = facts.ratings.get(batch, Rated(cell, 0, 0))
        found[cell] = {
            # Beside the other parts the index tells the rating, to whoever may see it.
            RATING: (rated.total, rated.answers) if rated.answers >= LEAST else NOBODY,
            AVERAGE: averages.get(batch, NOBODY),
            ACTIVITY: activity.get(batch, NOBODY),
        }
    return found


def _counted(means: dict[str, tuple[int, int]], weights: dict) -> Counted | None:
    percents = {name: half_up(*mean) if mean[1] else None for name, mean in means.items()}
    index = blended(percents, weights)
    if index is None:
        return None
    fewest = min(means[name][1] for name in means if weights[name])
    parts = {name: (percent, 1) for name, percent in percents.items() if percent is not None}
    return Counted(index, 1, fewest, parts)


def _averages(facts: OfficeFacts) -> dict[int, tuple[int, int]]:
    sums: dict[int, tuple[int, int]] = {}
    for one in facts.results:
        if one.cell.batch is not None:
            total, count = sums.get(one.cell.batch, NOBODY)
            sums[one.cell.batch] = (total + one.average_sum, count + one.assessed)
    return sums


def _activity(facts: OfficeFacts) -> dict[int, tuple[int, int]]:
    sums: dict[int, tuple[int, int]] = {}
    for one in facts.learners:
        if one.cell.batch is not None and one.active is not None:
            total, count = sums.get(one.cell.batch, NOBODY)
            sums[one.cell.batch] = (total + one.active, count + 1)
    return sums


def _places(facts: OfficeFacts) -> dict[int, Cell]:
    """Every batch with students or ratings, and the branch that all of it take."""
    branches: dict[int, set] = defaultdict(set)
    homes = {batch: rated.cell for batch, rated in facts.ratings.items()}
    for one in facts.results:
        if one.cell.batch is not None:
            branches[one.cell.batch].add(one.cell.branch)
            homes.setdefault(one.cell.batch, one.cell)
    return {
        batch: Cell(home.institution, _only(branches[batch], home.branch), batch)
        for batch, home in homes.items()
    }


def _only(branches: set, known: int | None) -> int | None:
    if not branches:
        return known
    return next(iter(branches)) if len(branches) == 1 else None


KPI = Kpi(
    slug=SLUG,
    title=_("Batch Quality Index"),
    why=_("It puts what students say, what they achieve and what they do of a batch side by side."),
    unit=POINTS,
    of=frozenset({LEARNING, TRAINING}),
    counted=_("answers, assessed or active students, whichever are fewest in each batch"),
    formula=_(
        "(rating × its weight + average × its weight + weekly activity × its weight) ÷ sum of the"
        " weights, each from 0 to 100; the mean of the batches"
    ),
    nobody=_(
        "Of no batch all parts are known. A part that is not kept here can be given the weight 0."
    ),
    cells=cells,
    parts=(
        Part(RATING, _("Trainer rating"), MEAN_PERCENT),
        Part(AVERAGE, _("Average performance"), MEAN_MARKS),
        Part(ACTIVITY, _("Weekly activity"), MEAN_PERCENT),
    ),
    weights=WEIGHTS,
)
