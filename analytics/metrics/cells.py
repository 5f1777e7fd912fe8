"""Tallies of branches and subjects, read from the stored summaries."""

from collections.abc import Mapping

from django.db.models import Max, Q, QuerySet, Sum

from analytics.metrics.tallies import COUNTED, Tally
from analytics.scope import SUBJECT, Scope
from students.models import PolicyVersion
from students.models.summaries import COUNTS, GRADE_SLOTS, RISK_SLOTS

Policies = Mapping[int, PolicyVersion]
Named = tuple[str, str, str]  # key, code and title of a branch or a subject
OfBranches = list[tuple[Named, Tally]]
OfSubjects = list[tuple[Named, Named, Tally]]  # branch, subject
BRANCH = ("branch__code_key", "branch__code", "branch__title")
NO_BRANCH = ("", "", "")
AVERAGES = ("students", "assessed", "average_sum")
SUBJECTS = ("subject__code_key", "subject__code", "subject__title")
RISKS_READ = "sum_risk_high"


def branch_cells(scope: Scope, policies: Policies) -> OfBranches:
    """Whole figures of each branch. One query."""
    rows = rows_of(scope.summaries(), BRANCH, COUNTS)
    return [(name_in(row, BRANCH), tally_in(row, policies)) for row in rows]


def subject_cells(scope: Scope, policies: Policies) -> OfSubjects:
    """Figures of each subject in sight: branch by branch where one is chosen. One query.

    Where none is chosen only averages are asked for, of all branches together; they leave the other
    counts at 0, and the branch unnamed.
    """
    cells = scope.subject_summaries()
    if scope.basis != SUBJECT:
        rows = rows_of(cells, SUBJECTS, AVERAGES)
        return [(NO_BRANCH, name_in(row, SUBJECTS), tally_in(row, policies)) for row in rows]
    rows = rows_of(cells, (*BRANCH, *SUBJECTS), COUNTS)
    return [(name_in(row, BRANCH), name_in(row, SUBJECTS), tally_in(row, policies)) for row in rows]


def name_in(row: Mapping, columns: tuple[str, ...]) -> Named:
    """Key, code and title from a row of values."""
    return tuple(row[column] for column in columns)


def rows_of(cells: QuerySet, named: tuple[str, ...], counts: tuple[str, ...]) -> QuerySet:
    """Cells added up for each value of these columns, and for each policy version."""
    sums = {f"sum_{name}": Sum(name) for name in counts}
    return (
        cells.order_by()
        .values(*named, "policy_version_id")
        .annotate(
            **sums,
            sum_provisional=Sum("students", filter=Q(provisional=True)),
            changed_at=Max("updated_at"),
        )
    )


def tally_in(row: Mapping, policies: Policies) -> Tally:
    """The tally in a row of `rows_of`."""

    def total(name: str) -> int:
        # MariaDB gives sums of whole numbers as decimals.
        return int(row.get(f"sum_{name}") or 0)

    version = row["policy_version_id"]
    if RISKS_READ not in row:
        risks, grades = dict.fromkeys(RISK_SLOTS, 0), {}
    else:
        letters = zip(policies[version].policy.letters, GRADE_SLOTS, strict=False)
        risks = {level: total(slot) for level, slot in RISK_SLOTS.items()}
        grades = {(version, letter): total(slot) for letter, slot in letters}
    return Tally(
        **{name: total(name) for name in COUNTED},
        provisional=total("provisional"),
        risks=risks,
        grades=grades,
        changed_at=row["changed_at"],
        policies=frozenset({version} if total("students") else ()),
    )
