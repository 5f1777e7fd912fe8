"""Days of activity a week by how it ended, and of those still at it."""

from dataclasses import dataclass
from fractions import Fraction

from analytics.metrics.engagement.activities import Activity
from analytics.metrics.engagement.enrolments import Enrolled
from analytics.metrics.engagement.spans import first_week, week_of_leaving
from analytics.metrics.engagement.stays import LEAST_OF_A_LINE
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
    full = {key: one.full_weeks_over(study.today) for key, one in study.courses.items()}
    lines: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for one in study.enrolments:
        if one.course in study.recorded:
            line = _line(study.activity(one), one, full[one.course])
            lines[GROUP_OF[one.outcome]].append((one.student, line))
    told = {group: some for group, some in lines.items() if len(some) >= LEAST_OF_A_LINE}
    groups = {
        group: _days(study, some) for group, some in told.items() if any(line for _, line in some)
    }
    sizes = {group: len(some) for group, some in lines.items() if some}
    return Weekly(groups, sizes)


def _line(activity: Activity, one: Enrolled, over: int) -> str:
    """The days of each full week of an enrolment, a digit each, and a blank for one outside it."""
    leaving = week_of_leaving(one.left)
    last = over if leaving is None else max(min(leaving, over), 0)
    first = min(first_week(one.entered), last)
    return BLANK * first + activity.digits(last)[first:]


def _days(study: Study, lines: list[Line]) -> tuple[Days, ...]:
    """A week is every so manieth letter of all lines in one: much the fastest way to count."""
    students, weeks = [student for student, _ in lines], max(len(line) for _, line in lines)
    text, found = "".join(line.ljust(weeks, BLANK) for _, line in lines), []
    for week in range(weeks):
        digits = text[week::weeks]
        few = _is_few(study, students, digits)
        found.append(Days((), few=True) if few else Days(tuple(map(digits.count, DIGITS))))
    return tuple(found)


def _is_few(study: Study, students: list[int], digits: str) -> bool:
    """Whether a week is one of too few students; one may be in several courses."""
    if study.scope.tells_of_few:
        return False
    there = {one for one, digit in zip(students, digits, strict=True) if digit != BLANK}
    return study.withheld.any_few(len(there))
