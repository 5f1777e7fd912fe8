"""What goes with being lost: for each factor the share lost with it and without it.

A factor is known on a day early enough to act. Compared are those enrolled from the first day until
that day, so that nobody is counted as inactive who had left or had not come yet; lost is who failed
or withdrew in the end. Nothing here says why: who does little may be lost for a reason that makes
them do little. Protected attributes are no factors.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from analytics.metrics.engagement.activities import EARLY_DAYS
from analytics.metrics.engagement.enrolments import Enrolled, Key
from analytics.metrics.engagement.facts import Answers, Early, Rows
from analytics.metrics.engagement.intervals import (
    Difference,
    Fourfold,
    difference_within,
    together,
)
from analytics.metrics.engagement.study import Study
from students.models.engagement import DAYS_IN_WEEK

TWO_WEEKS = 2 * DAYS_IN_WEEK


@dataclass(frozen=True)
class Factor:
    """`has` answers of enrolments of a course, `day` says on which of its days that is known."""

    name: str
    has: Callable[[Early, Key, Rows], Answers]
    day: Callable[[Early, Key], int]
    expects_more: bool = True


def _after(days: int) -> Callable[[Early, Key], int]:
    return lambda early, key: days


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
    found = (_effect(early, factor) for factor in FACTORS)
    return [one for one in found if one]


def enrolled_with(study: Study, name: str) -> list[Enrolled]:
    """Those counted with the factor of this name. Three queries at most.

    While no course has declared its ends nobody is counted: then it is all who had the factor, in
    courses in which its day is over.
    """
    early = Early(study, of_all=not study.ended)
    factor = next(one for one in FACTORS if one.name == name)
    keys = [key for key in study.by_course if not early.of_all or _is_over(early, factor, key)]
    asked = (_asked(early, factor, key) for key in keys)
    pairs = (pair for one in asked for pair in zip(one.answers, one.rows, strict=False))
    return [row for answer, row in pairs if answer]


def _is_over(early: Early, factor: Factor, key: Key) -> bool:
    return factor.day(early, key) < early.study.courses[key].day(early.study.today)


def _effect(early: Early, factor: Factor) -> Effect | None:
    asked = [_asked(early, factor, key) for key in early.study.by_course]
    found = [one for one in asked if one.table.count or one.table.other_count]
    whole, days = together(one.table for one in found), [one.day for one in found]
    if not (whole and whole.count and whole.other_count):
        return None
    return Effect(
        factor,
        whole,
        difference_within(one.table for one in found),
        together(one.table for one in found if one.table.weight),
        (min(days), max(days)),
        _are_few(early.study, found),
    )


@dataclass(frozen=True)
class Asked:
    """The answers of one course, to what is known on a day of it, and what they come to."""

    day: int
    rows: Rows
    answers: Answers
    table: Fourfold


def _asked(early: Early, factor: Factor, key: Key) -> Asked:
    day = factor.day(early, key)
    rows, lost = early.there(key, day)
    answers = factor.has(early, key, rows)
    counts = Counter(zip(answers, lost, strict=False))  # no answers where nothing is known
    met, other_met = counts[True, True], counts[False, True]
    table = Fourfold(met, met + counts[True, False], other_met, other_met + counts[False, False])
    return Asked(day, rows, answers, table)


def _are_few(study: Study, found: list[Asked]) -> bool:
    """Whether those with it, or those without, are too few students to be told of."""
    if study.scope.tells_of_few:
        return False
    pairs = [pair for one in found for pair in zip(one.answers, one.rows, strict=True)]
    sides = ({row.student for answer, row in pairs if answer is side} for side in (True, False))
    return study.withheld.any_few(*map(len, sides))
