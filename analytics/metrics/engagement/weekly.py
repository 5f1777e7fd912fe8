"""Days of activity a week by how it ended, and of those still at it."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from analytics.metrics.engagement.enrolments import Enrolled
from analytics.metrics.engagement.stays import (
    LEAST_OF_A_LINE,
    first_week,
    week_of_leaving,
)
from analytics.metrics.engagement.study import Study
from students.models import Outcome

PASSED, FAILED, STAYED, LEFT, RUNNING = "passed", "failed", "stayed", "left", "running"
GROUPS = (PASSED, FAILED, STAYED, LEFT, RUNNING)
Line = tuple[int, str]  # a student, and the days of each week
BLANK, DIGITS = " ", "01234567"
GROUP_OF = {
    Outcome.PASSED.value: PASSED,
    Outcome.DISTINCTION.value: PASSED,
    Outcome.COMPLETED.value: STAYED,
    Outcome.FAILED.value: FAILED,
    Outcome.WITHDRAWN.value: LEFT,
    "": RUNNING,
}


@dataclass(frozen=True)
class Days:
    """Days of activity in one week of some enrolments: how many had none, one … seven."""

    counts: tuple[int, ...]
    few: bool = False

    @property
    def enrolled(self) -> int:
        return sum(self.counts)

    @property
    def median(self) -> Fraction | None:
        """The middle one, or the mean of the two in the middle; None for nobody."""
        if self.few or not self.enrolled:
            return None
        low, high = (self.enrolled - 1) // 2, self.enrolled // 2
        return Fraction(self._at(low) + self._at(high), 2)

    @property
    def active(self) -> Fraction | None:
        """The share with any day of activity; None for nobody."""
        if self.few or not self.enrolled:
            return None
        return Fraction(self.enrolled - self.counts[0], self.enrolled)

    def _at(self, place: int) -> int:
        for days, count in enumerate(self.counts):
            place -= count
            if place < 0:
                return days
        raise IndexError(place)


@dataclass(frozen=True)
class Weekly:
    """For each group large enough, its days week by week: of those enrolled as the week began,
    without any record of activity 0 days. The sizes are of every group there is."""

    groups: dict[str, tuple[Days, ...]]
    sizes: dict[str, int]

    @property
    def weeks(self) -> int:
        return max(map(len, self.groups.values()), default=0)


def weekly(study: Study) -> Weekly:
    """Of courses with a record of activity; full weeks that are over."""
    lines: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for one in study.enrolments:
        if one.course in study.recorded:
            lines[GROUP_OF[one.outcome]].append((one.student, _line(study, one)))
    told = {group: some for group, some in lines.items() if len(some) >= LEAST_OF_A_LINE}
    groups = {
        group: _days(study, some) for group, some in told.items() if any(line for _, line in some)
    }
    sizes = {group: len(some) for group, some in lines.items() if some}
    return Weekly(groups, sizes)


def _line(study: Study, one: Enrolled) -> str:
    """The days of each full week of an enrolment, a digit each, and a blank for one outside it."""
    over, leaving = study.courses[one.course].full_weeks_over(study.today), week_of_leaving(one)
    last = over if leaving is None else max(min(leaving, over), 0)
    first = min(first_week(one), last)
    return BLANK * first + study.activity(one).digits(last)[first:]


def _days(study: Study, lines: list[Line]) -> tuple[Days, ...]:
    students, found = [student for student, _ in lines], []
    for digits in zip_longest(*(line for _, line in lines), fillvalue=BLANK):
        count = Counter(digits)
        days = Days(tuple(count[digit] for digit in DIGITS))
        found.append(Days((), few=True) if _is_few(study, students, digits) else days)
    return tuple(found)


def _is_few(study: Study, students: list[int], digits: tuple[str, ...]) -> bool:
    """Whether a week is one of too few students; one may be in several courses."""
    if study.scope.tells_of_few:
        return False
    there = {one for one, digit in zip(students, digits, strict=True) if digit != BLANK}
    return study.withheld.any_few(len(there))
