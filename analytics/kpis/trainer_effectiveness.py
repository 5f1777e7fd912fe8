"""Trainer effectiveness: a batch's averages against what its students brought with them.

student: average now − expected, expected = m + b × (average before − m0)
m0, m and b are the mean before, the mean now and the slope of now on before (least squares) over
the students of all OTHER batches of the institution in the same term
batch: the mean of its students' differences, in points

Before is the student's last earlier term with an average. A batch of strong beginners is thereby
not praised for its beginners. Below 10 students with both averages, in the batch or in the others,
nothing is said. The interval is that of a mean (95 percent, normal): a difference whose interval
holds 0 may be chance. It says nothing of a whole institution, whose differences cancel out, and
nothing of causes: who came to which batch was not drawn by lot. Source: value-added models, e.g.
Raudenbush and Willms, J. Educ. Behav. Stat. 20 (1995) 307, in their simplest form.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from analytics.kpis.kpi import MEAN_MARKS, POINTS, Cells, Counted, Kpi, Part
from analytics.metrics.engagement.intervals import Interval, mean_interval
from analytics.metrics.office_facts import OfficeFacts
from analytics.metrics.trainings import Progress
from analytics.precincts import LEARNING, TRAINING, Cell
from students.rules.units import half_up

LEAST = 10
BEFORE, NOW, SQUARES = "before", "now", "squares"


@dataclass(frozen=True)
class Sums:
    """Of so many students: sums of before and now, of their squares and products."""

    count: int = 0
    before: int = 0
    now: int = 0
    before_squares: int = 0
    products: int = 0

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, name) - getattr(other, name) for name in vars(self)))

    def expected(self, before: int) -> Fraction:
        """The average now of who had this one before; the mean where all had the same before."""
        spread = self.count * self.before_squares - self.before**2
        shared = self.count * self.products - self.before * self.now
        slope = Fraction(shared, spread) if spread else Fraction(0)
        return Fraction(self.now, self.count) + slope * (before - Fraction(self.before, self.count))


def sums_of(rows: list[Progress]) -> Sums:
    """The sums of these students."""
    return Sums(
        len(rows),
        sum(one.before for one in rows),
        sum(one.now for one in rows),
        sum(one.before**2 for one in rows),
        sum(one.before * one.now for one in rows),
    )


def cells(facts: OfficeFacts) -> Cells:
    """A batch in each cell, of those with enough students and enough others."""
    batches, everybody = defaultdict(list), defaultdict(list)
    for one in facts.progresses:
        everybody[one.cell.institution].append(one)
        if one.cell.batch is not None:
            batches[one.cell.batch].append(one)
    whole = {institution: sums_of(rows) for institution, rows in everybody.items()}
    found = {}
    for batch, rows in batches.items():
        institution = rows[0].cell.institution
        others = whole[institution] - sums_of(rows)
        if min(len(rows), others.count) >= LEAST:
            found[Cell(institution, _branch(rows), batch)] = counted(rows, others)
    return found


def counted(rows: list[Progress], others: Sums) -> Counted:
    """The sum of the differences in 1e-10 points, each rounded to one; with their squares."""
    differences = [_rounded(one.now - others.expected(one.before)) for one in rows]
    count = len(rows)
    parts = {
        BEFORE: (sum(one.before for one in rows), count),
        NOW: (sum(one.now for one in rows), count),
        SQUARES: (sum(one**2 for one in differences), count),
    }
    return Counted(sum(differences), count, count, parts)


def interval(found: Counted) -> Interval | None:
    """That of the mean difference, in 1e-10 points."""
    return mean_interval(found.count, found.numerator, found.parts[SQUARES][0])


def _rounded(value: Fraction) -> int:
    size = half_up(abs(value.numerator), value.denominator)
    return size if value >= 0 else -size


def _branch(rows: list[Progress]) -> int | None:
    branches = {one.cell.branch for one in rows}
    return branches.pop() if len(branches) == 1 else None


KPI = Kpi(
    slug="trainer_effectiveness",
    title=_("Trainer effectiveness"),
    why=_("Averages praise whoever is given the strongest beginners; what was added does not."),
    unit=POINTS,
    of=frozenset({LEARNING, TRAINING}),
    counted=_("students with an average now and before"),
    formula=_(
        "Average now − what students of the other batches with the same earlier average have; the"
        " mean of the batch"
    ),
    nobody=_("It needs 10 students with an earlier average in the batch, and 10 in other batches."),
    cells=cells,
    parts=(
        Part(BEFORE, _("Average before"), MEAN_MARKS),
        Part(NOW, _("Average now"), MEAN_MARKS),
    ),
    of_batches=True,
    interval=interval,
)
