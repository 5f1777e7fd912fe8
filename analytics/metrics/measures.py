"""The figures by which groups of students are compared, each as text and as exact ratio."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from analytics.metrics.tallies import Tally, ratio
from students.rules.shown import ATTENDANCE_PLACES
from students.rules.units import HUNDRED


@dataclass(frozen=True)
class Measure:
    """`shown` gives a tally's figure as text, "" for none; `exact` the ratio it rounds.

    `of` says in a word whom it is taken from, and `counted` how many these are.
    """

    name: str
    title: str
    unit: str
    shown: Callable[[Tally], str]
    exact: Callable[[Tally], tuple[int, int]]
    of: str = _("Assessed")
    filters: tuple[tuple[str, str], ...] = ()

    def counted(self, tally: Tally) -> int:
        """How many students the figure is taken from."""
        return self.exact(tally)[1]

    @property
    def words(self) -> str:
        """The title with its unit, as the head of a column."""
        return f"{self.title}, {self.unit}" if self.unit else str(self.title)


def _share(part: Callable[[Tally], int], whole: Callable[[Tally], int]) -> dict:
    return {
        "shown": lambda one: ratio(part(one) * HUNDRED, whole(one), ATTENDANCE_PLACES),
        "exact": lambda one: (part(one), whole(one)),
    }


AVERAGE = Measure(
    "average",
    _("Average"),
    "",
    lambda one: one.average,
    lambda one: (one.average_sum, one.assessed),
)
ATTENDANCE = Measure(
    "attendance",
    _("Attendance"),
    "%",
    lambda one: one.attendance,
    lambda one: (one.attendance_sum, one.attendance_known),
    of=_("Known"),
)
PASS_RATE = Measure(
    "pass_rate",
    _("Pass rate"),
    "%",
    **_share(lambda one: one.passed, lambda one: one.assessed),
    filters=(("passed", "yes"),),
)
ALL_PASSED = Measure(
    "all_passed",
    _("All subjects passed"),
    "%",
    **_share(lambda one: one.all_passed, lambda one: one.assessed),
)
HIGH_RISK = Measure(
    "high_risk",
    _("High risk"),
    "%",
    **_share(lambda one: one.high_risk, lambda one: one.students),
    of=_("Students"),
    filters=(("risk", "High"),),
)
MEASURES = (AVERAGE, ATTENDANCE, PASS_RATE, ALL_PASSED, HIGH_RISK)
