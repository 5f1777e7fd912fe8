"""Tallies of branches and subjects, read from the stored summaries."""

from collections.abc import Mapping

from django.db.models import Max, QuerySet, Sum

from analytics.metrics.tallies import COUNTED, Tally
from analytics.scope import Scope
from students.models import PolicyVersion
from students.models.summaries import COUNTS, GRADE_SLOTS, RISK_SLOTS

Policies = Mapping[int, PolicyVersion]
Named = tuple[str, str, str]  # key, code and title of a branch or a subject
OfBranches = list[tuple[Named, Tally]]
OfSubjects = list[tuple[Named, Named, Tally]]  # branch, subject
BRANCH = ("branch__code_key", "branch__code", "branch__title")
SUBJECTS = ("subject__code_key", "subject__code", "subject__title")


def branch_cells(scope: Scope, policies: Policies) -> OfBranches:
    """Whole figures of each branch. One query."""
    rows = _rows(scope.summaries(), BRANCH)
    return [(name_in(row, BRANCH), _tally(row, policies)) for row in rows]


def subject_cells(scope: Scope, policies: Policies) -> OfSubjects:
    """Figures of each subject in sight, branch by branch. One query."""
    rows = _rows(scope.subject_summaries(), (*BRANCH, *SUBJECTS))
    return [(name_in(row, BRANCH), name_in(row, SUBJECTS), _tally(row, policies)) for row in rows]


def name_in(row: Mapping, columns: tuple[str, ...]) -> Named:
    """Key, code and title from a row of values."""
    return tuple(row[column] for column in columns)


def _rows(cells: QuerySet, named: tuple[str, ...]) -> QuerySet:
    sums = {f"sum_{name}": Sum(name) for name in COUNTS}
    groups = cells.order_by().values(*named, "policy_version_id", "provisional")
    return groups.annotate(**sums, changed_at=Max("updated_at"))


def _tally(row: Mapping, policies: Policies) -> Tally:
    # MariaDB gives sums of whole numbers as decimals.
    sums = {name: int(row[f"sum_{name}"]) for name in COUNTS}
    version = row["policy_version_id"]
    letters = policies[version].policy.letters
    return Tally(
        **{name: sums[name] for name in COUNTED},
        provisional=sums["students"] if row["provisional"] else 0,
        risks={level: sums[slot] for level, slot in RISK_SLOTS.items()},
        grades={letter: sums[slot] for letter, slot in zip(letters, GRADE_SLOTS, strict=False)},
        changed_at=row["changed_at"],
        policies=frozenset({version} if sums["students"] else ()),
    )
