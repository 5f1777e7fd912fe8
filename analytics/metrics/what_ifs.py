"""What results would come to under another policy: worked out by the database, nothing stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from students.models import TermResult
from students.rules.policy import Policy
from students.rules.risk import HIGH, LOW, MEDIUM, UNKNOWN

RISK, GRADE, PASSED = "risk", "grade", "passed"
MEASURES = (RISK, GRADE, PASSED)
SEVERITY = {HIGH: 2, MEDIUM: 1, LOW: 0, UNKNOWN: 0}
BRANCH = ("branch__code_key", "branch__code", "branch__title")
# An unknown pass stays unknown: it follows from marks, which no policy changes.
CHANGED = (
    ~Q(if_risk=F("risk"))
    | ~Q(if_grade=F("grade"))
    | Q(passed=True, if_passed=False)
    | Q(passed=False, if_passed=True)
)
Outcome = dict[str, str | bool | None]  # one value for each of MEASURES


@dataclass(frozen=True)
class Group:
    """Students of one branch whom a policy would take from the same outcome to the same other."""

    branch: tuple[str, str, str]
    before: Outcome
    after: Outcome
    students: int

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def rise(self) -> int:
        """By how many levels the risk rises; negative where it falls."""
        return SEVERITY[self.after[RISK]] - SEVERITY[self.before[RISK]]


@dataclass(frozen=True)
class Move:
    """From one value of a measure to another; equal values are those who stay."""

    measure: str
    was: str | bool | None
    now: str | bool | None


def groups(results: QuerySet[TermResult], policy: Policy) -> list[Group]:
    """Every result under this policy beside what is stored of it. One query."""
    then = tuple(f"if_{name}" for name in MEASURES)
    rows = results.as_if(policy).order_by().values_list(*BRANCH, *MEASURES, *then)
    return [
        Group(row[:3], _outcome(row[3:6]), _outcome(row[6:9]), row[9])
        for row in rows.annotate(students=Count("pk"))
    ]


def would_change(
    results: QuerySet[TermResult], policy: Policy, move: Move | None = None
) -> QuerySet[TermResult]:
    """The results that this policy would change, or those of one move, by roll number."""
    rows = results.as_if(policy)
    if move:
        rows = rows.filter(**{move.measure: move.was, f"if_{move.measure}": move.now})
    else:
        rows = rows.filter(CHANGED)
    return rows.order_by("student__roll_key", "pk")


def moves(found: Iterable[Group], measure: str) -> dict[Move, int]:
    """How many students would go from which value of a measure to which."""
    counts: dict[Move, int] = {}
    for group in found:
        move = Move(measure, group.before[measure], group.after[measure])
        counts[move] = counts.get(move, 0) + group.students
    return counts


def _outcome(values: tuple) -> Outcome:
    return dict(zip(MEASURES, values, strict=True))
