"""Tallies of branches and subjects, read from the stored summaries."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import ExpressionWrapper, F, IntegerField, Max, QuerySet, Sum

from analytics.metrics.tallies import COUNTED, Graded, Tally
from analytics.scope import SUBJECT, Scope
from students.kept import MOMENT, grouped_rows, meant_by
from students.models import PolicyVersion
from students.models.summaries import COUNTS, RISK_SLOTS

Policies = Mapping[int, PolicyVersion]
Named = tuple[str, str, str]  # key, code and title of a branch or a subject
OfBranches = list[tuple[Named, Tally]]
OfSubjects = list[tuple[Named, Named, Tally]]  # branch, subject
Columns = tuple[str, ...]
BRANCH = ("branch__code_key", "branch__code", "branch__title")
NO_BRANCH = ("", "", "")
AVERAGES = ("students", "assessed", "average_sum")
SUBJECTS = ("subject__code_key", "subject__code", "subject__title")
FIRST_GRADE = len(COUNTED) + len(RISK_SLOTS)  # in COUNTS
# 0 or 1 for each student: a condition would be a value of its own, and the statement not kept.
PROVISIONAL = ExpressionWrapper(F("students") * F("provisional"), IntegerField())
NO_RISKS = dict.fromkeys(RISK_SLOTS, 0)


@dataclass(frozen=True)
class Cells:
    """Summary cells of a scope: of whole records, of its subjects, or of the subject `chosen`."""

    scope: Scope
    subjects: bool = False
    chosen: bool = False
    sections: bool = False

    @property
    def key(self) -> tuple:
        """All that their condition depends on."""
        return self.scope.key, self.subjects, self.chosen, self.sections

    def rows(self) -> QuerySet:
        if not self.subjects:
            return self.scope.summaries(self.sections)
        rows = self.scope.subject_summaries(self.sections)
        return rows.filter(subject__in=self.scope.picked[SUBJECT]) if self.chosen else rows


def branch_cells(scope: Scope, policies: Policies) -> OfBranches:
    """Whole figures of each branch. One query."""
    return tallied(Cells(scope), BRANCH, policies)


def subject_cells(scope: Scope, policies: Policies) -> OfSubjects:
    """Figures of each subject in sight: branch by branch where one is chosen. One query.

    Where none is chosen only averages are asked for, of all branches together; they leave the other
    counts at 0, and the branch unnamed.
    """
    cells = Cells(scope, subjects=True)
    if scope.basis != SUBJECT:
        found = tallied(cells, SUBJECTS, policies, AVERAGES)
        return [(NO_BRANCH, subject, tally) for subject, tally in found]
    found = tallied(cells, (*BRANCH, *SUBJECTS), policies)
    return [(named[:3], named[3:], tally) for named, tally in found]


def name_in(row: Mapping, columns: Columns) -> Named:
    """Key, code and title from a row of values."""
    return tuple(row[column] for column in columns)


def tallied(
    cells: Cells, named: Columns, policies: Policies, counts: Columns = COUNTS
) -> list[tuple[tuple, Tally]]:
    """The values of these columns, and the tally of the cells that have them. One query.

    There is one for each policy version. `counts` are all of them, or some of the first.
    """
    asked = named, counts
    rows = grouped_rows(cells.rows, cells.key, asked, lambda rows: _added_up(rows, named, counts))
    width, moments = len(named), meant_by({row[-1] for row in rows}, MOMENT)
    graded = {version: _places(version, policies) for version in {row[width] for row in rows}}
    return [(row[:width], _tally(row[width:], graded, moments)) for row in rows]


def _added_up(rows: QuerySet, named: Columns, counts: Columns) -> QuerySet:
    columns = (*named, "policy_version_id")
    return (
        rows.order_by()
        .values_list(*columns)
        .annotate(
            **{f"sum_{name}": Sum(name) for name in counts},
            sum_provisional=Sum(PROVISIONAL),
            changed_at=Max("updated_at"),
        )
    )


def _places(version: int, policies: Policies) -> tuple[Graded, ...]:
    return tuple((version, letter) for letter in policies[version].policy.letters)


def _tally(row: tuple, graded: Mapping[int, tuple[Graded, ...]], moments: Mapping) -> Tally:
    version, *sums, provisional, changed_at = row
    if type(sums[0]) is not int:  # MariaDB gives sums of whole numbers as decimals
        sums = list(map(int, sums))
    risks, grades = NO_RISKS, {}
    if len(sums) == len(COUNTS):
        risks = dict(zip(RISK_SLOTS, sums[len(COUNTED) : FIRST_GRADE], strict=True))
        grades = dict(zip(graded[version], sums[FIRST_GRADE:], strict=False))
    return Tally(
        *sums[: len(COUNTED)],
        provisional=int(provisional or 0),
        risks=risks,
        grades=grades,
        changed_at=moments[changed_at],
        policies=frozenset({version} if sums[0] else ()),
    )
