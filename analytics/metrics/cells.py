"""Tallies of branches and subjects, read from the stored summaries."""

from collections.abc import Mapping

from django.db.models import Max, QuerySet, Sum

from analytics.metrics.tallies import COUNTED, Tally
from analytics.scope import SUBJECT, Scope
from students.models import PolicyVersion
from students.models.summaries import COUNTS, GRADE_SLOTS, RISK_SLOTS

Policies = Mapping[int, PolicyVersion]
Named = tuple[str, str, str]  # key, code and title of a branch or a subject
BRANCH = ("branch__code_key", "branch__code", "branch__title")
SUBJECTS = ("subject__code_key", "subject__code", "subject__title")


def branch_cells(scope: Scope, policies: Policies) -> list[tuple[Named, Tally]]:
    """Whole figures of each branch, or those of the subject chosen. One query."""
    cells = scope.summaries()
    if scope.basis == SUBJECT:
        cells = scope.subject_summaries().filter(subject__in=scope.picked[SUBJECT])
    return _tallies(cells, BRANCH, policies)


def subject_cells(scope: Scope, policies: Policies) -> list[tuple[Named, Tally]]:
    """Figures of each subject in sight. One query."""
    return _tallies(scope.subject_summaries(), SUBJECTS, policies)


def _tallies(cells: QuerySet, named: tuple, policies: Policies) -> list[tuple[Named, Tally]]:
    sums = {f"sum_{name}": Sum(name) for name in COUNTS}
    groups = cells.order_by().values(*named, "policy_version_id", "provisional")
    rows = groups.annotate(**sums, changed_at=Max("updated_at"))
    return [(tuple(row[name] for name in named), _tally(row, policies)) for row in rows]


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
