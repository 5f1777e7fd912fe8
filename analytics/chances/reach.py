"""How much of what is to be lost those shown hold, by what came of such guesses in the test."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from analytics.chances.courses import by_number
from analytics.models import ModelVersion, Prediction
from analytics.models.predictions import MILLION
from analytics.prediction.certainties import DAYS_IN_WEEK, nearest

PERCENT = MILLION // 100


@dataclass(frozen=True)
class Reach:
    """Courses taken by those shown and by all of the list, and how many of each will be lost."""

    shown: int
    shown_lost: float
    every: int
    every_lost: float

    @property
    def share(self) -> float:
        """What share of all that will be lost those shown hold, 0 to 1."""
        return self.shown_lost / self.every_lost


def reach(
    guesses: QuerySet[Prediction], shown_ids: Iterable[int], versions: Iterable[ModelVersion]
) -> Reach | None:
    """Two queries. None where a version knows of no test of the learners that spoke."""
    known = by_number(versions)
    shown = _lost(_grouped(guesses.filter(enrolment__result__in=list(shown_ids))), known)
    every = _lost(_grouped(guesses), known)
    if shown is None or every is None or not every[1]:
        return None
    return Reach(*shown, *every)


def _grouped(guesses: QuerySet[Prediction]) -> QuerySet:
    """How many guesses there are of each version, week and whole percent."""
    percents = guesses.annotate(percent=F("millionths") - F("millionths") % PERCENT)
    groups = percents.order_by().values("version", "stage", "percent")
    return groups.annotate(n=Count("pk")).values_list("version", "stage", "percent", "n")


def _lost(groups: QuerySet, versions: Mapping[int, ModelVersion]) -> tuple[int, float] | None:
    """A chance that nobody was given in the test counts as the nearest one that somebody was."""
    count, lost = 0, 0.0
    for version, stage, chance, n in groups:
        middle = (chance + PERCENT // 2) / MILLION
        found = nearest(versions[version].measures, stage // DAYS_IN_WEEK, middle)
        if found is None:
            return None
        count, lost = count + n, lost + n * found["outcome"]
    return count, lost
