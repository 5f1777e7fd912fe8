"""Counts and sums of some students, which add up, and the figures that follow from them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from students.rules.risk import HIGH, LEVELS
from students.rules.shown import ATTENDANCE_PLACES, PLACES, shown_ratio
from students.rules.units import HUNDRED

COUNTED = (
    "students",
    "assessed",
    "average_sum",
    "attendance_known",
    "attendance_sum",
    "passed",
    "all_passed",
)

Graded = tuple[int, str]  # policy version, letter
NO_RISKS = MappingProxyType(dict.fromkeys(LEVELS, 0))
NO_GRADES = MappingProxyType({})


class Tally(
    NamedTuple
):  # hundreds are made for a figure: a frozen dataclass takes ten times as long
    """Some students; sums are whole numbers of 1e-10 percent, figures are texts as shown.

    A figure without anybody to take it from is empty, never 0. Grades are counted by policy version
    and letter: an A of one policy is not that of another. `few`: there are students, too few to
    tell of them; the counts are then 0. Its first fields are those COUNTED.
    """

    students: int = 0
    assessed: int = 0
    average_sum: int = 0
    attendance_known: int = 0
    attendance_sum: int = 0
    passed: int = 0
    all_passed: int = 0
    provisional: int = 0
    risks: Mapping[str, int] = NO_RISKS
    grades: Mapping[Graded, int] = NO_GRADES
    changed_at: datetime | None = None
    policies: frozenset[int] = frozenset()
    few: bool = False

    @property
    def average(self) -> str:
        """The mean of the assessed students' averages, two places half up."""
        return ratio(self.average_sum, self.assessed, PLACES)

    @property
    def attendance(self) -> str:
        """The mean of the students' attendance percents where known, one place."""
        return ratio(self.attendance_sum, self.attendance_known, ATTENDANCE_PLACES)

    @property
    def pass_rate(self) -> str:
        """Students whose average passes, of those assessed, in percent with one place."""
        return ratio(self.passed * HUNDRED, self.assessed, ATTENDANCE_PLACES)

    @property
    def letters(self) -> Counter[str]:
        """Students by letter, whichever policy gives it."""
        counts = Counter()
        for (_, letter), number in self.grades.items():
            counts[letter] += number
        return counts

    @property
    def high_risk(self) -> int:
        return self.risks.get(HIGH, 0)

    @property
    def ungraded(self) -> int:
        """Students without a grade: no mark yet, or the result withheld."""
        return self.students - self.assessed


def ratio(total: int, count: int, places: int) -> str:
    """total / count in 1e-10 percent as text, rounded once; empty for a count of 0."""
    return shown_ratio(total, count, (), places) if count else ""


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """One tally of all these students."""
    tallies = list(tallies)
    if len(tallies) == 1 and len(tallies[0].risks) == len(LEVELS) and not tallies[0].few:
        return tallies[0]
    risks, grades = Counter(dict.fromkeys(LEVELS, 0)), Counter()
    for tally in tallies:
        risks.update(tally.risks)
        grades.update(tally.grades)
    return Tally(
        **{name: sum(getattr(one, name) for one in tallies) for name in COUNTED},
        provisional=sum(one.provisional for one in tallies),
        risks=dict(risks),
        grades=dict(grades),
        changed_at=max((one.changed_at for one in tallies if one.changed_at), default=None),
        policies=frozenset().union(*(one.policies for one in tallies)),
    )
