"""What goes with being lost: for each factor the share lost with it and without it.

A factor is known on a day early enough to act. Compared are those enrolled from the first day until
that day, so that nobody is counted as inactive who had left or had not come yet; lost is who failed
or withdrew in the end. Nothing here says why: who does little may be lost for a reason that makes
them do little. Protected attributes are no factors.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from analytics.metrics.engagement.activities import EARLY_DAYS
from analytics.metrics.engagement.enrolments import LOST, PASSED, Enrolled, Key
from analytics.metrics.engagement.facts import Early
from analytics.metrics.engagement.intervals import (
    Difference,
    Fourfold,
    difference_within,
    together,
)
from analytics.metrics.engagement.study import Study
from students.models import Outcome
from students.models.engagement import DAYS_IN_WEEK

TWO_WEEKS = 2 * DAYS_IN_WEEK
DECIDED = PASSED | LOST | {Outcome.COMPLETED.value}


@dataclass(frozen=True)
class Factor:
    """`has` answers of one enrolment, `day` says on which day of the course it is known."""

    name: str
    has: Callable[[Early, Enrolled], bool | None]
    day: Callable[[Early, Enrolled], int]
    expects_more: bool = True


def _after(days: int) -> Callable[[Early, Enrolled], int]:
    return lambda early, one: days


FACTORS = (
    Factor("inactive", Early.inactive, _after(TWO_WEEKS)),
    Factor("work_missing", Early.work_missing, Early.due),
    Factor("least_active", Early.least_active, _after(EARLY_DAYS)),
    Factor("most_active", Early.most_active, _after(EARLY_DAYS), expects_more=False),
    Factor("no_video", Early.no_video, _after(EARLY_DAYS)),
    Factor("no_post", Early.no_post, _after(EARLY_DAYS)),
    Factor("no_forum", Early.no_forum, _after(EARLY_DAYS)),
    Factor("rarely_there", Early.rarely_there, _after(EARLY_DAYS)),
    Factor("attempted_before", Early.attempted_before, _after(0)),
)


@dataclass(frozen=True)
class Effect:
    """A factor's counts in all courses together, and the difference within courses.

    `compared` are the counts in the courses in which there are both, which alone have a difference.
    """

    factor: Factor
    table: Fourfold
    difference: Difference | None
    compared: Fourfold | None
    days: tuple[int, int] = field(default=(0, 0))
    few: bool = False

    @property
    def is_large(self) -> bool:
        """Whether both groups that are compared are large enough to speak of."""
        both = self.compared
        return bool(both and min(both.count, both.other_count) >= LEAST_OF_A_GROUP)

    @property
    def agrees(self) -> bool:
        """Whether the shares of all courses together differ the same way as within courses."""
        crude = self.table.share - self.table.other_share
        return bool(self.difference and crude * self.difference.value > 0)

    @property
    def is_told(self) -> bool:
        """Whether the figures support a sentence, which says the shares."""
        clear = self.difference is not None and self.difference.is_clear
        return clear and self.is_large and self.agrees and not self.few


LEAST_OF_A_GROUP = 30


def effects(study: Study) -> list[Effect]:
    """Of every factor that is known of anybody here, in their order. Three queries."""
    early = Early(study)
    decided = [one for one in study.known if one.outcome in DECIDED]
    found = (_effect(early, factor, decided) for factor in FACTORS)
    return [one for one in found if one]


def _effect(early: Early, factor: Factor, rows: list[Enrolled]) -> Effect | None:
    counts: dict[Key, list[int]] = {}
    days, students = set(), (set(), set())
    for one in rows:
        answer, day = factor.has(early, one), factor.day(early, one)
        if answer is None or not one.is_punctual or not one.is_in(day):
            continue
        place = 0 if answer else 2
        line = counts.setdefault(one.course, [0, 0, 0, 0])
        line[place] += one.outcome in LOST
        line[place + 1] += 1
        days.add(day)
        students[not answer].add(one.student)
    if not all(students):
        return None
    strata = [Fourfold(*line) for line in counts.values()]
    few = early.study.withheld.any_few(*map(len, students))
    return Effect(
        factor,
        together(strata),
        difference_within(strata),
        together([one for one in strata if one.weight]),
        (min(days), max(days)),
        few,
    )
