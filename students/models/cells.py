"""What a set of results adds to the summaries: grouped queries, grades told apart in Python."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet, Sum

from students.models.expressions import percent_of
from students.models.policy import PolicyVersion
from students.models.summaries import CELL, GRADE_SLOTS, RISK_SLOTS, Cells, add_up

# As rules/outcome.py has it in Python: while a mark is awaited, nobody has passed them all.
ALL_PASSED = Q(passed__isnull=False, failed=0, provisional=False)


def result_cells(results: QuerySet) -> Cells:
    """Counts and sums of these results, by the cell they lie in."""
    rows = (
        _counted(results)
        .values(*CELL, "grade", "risk")
        .annotate(
            n_students=Count("pk"),
            n_assessed=Count("average"),
            n_average_sum=Sum("average"),
            n_attendance_known=Count("attendance"),
            n_attendance_sum=Sum("attendance"),
            n_passed=Count("pk", filter=Q(passed=True)),
            n_all_passed=Count("pk", filter=ALL_PASSED),
        )
    )
    return _gathered(rows.order_by(), CELL)


def subject_cells(results: QuerySet) -> Cells:
    """The same for each subject of these results; risk is that of the student."""
    first_attempts = _counted(results).filter(marks__attempt=1)
    columns = (*CELL, "marks__subject")
    cells = _gathered(
        first_attempts.values(*columns, "risk", "marks__grade")
        .annotate(
            n_students=Count("pk"),
            n_assessed=Count("marks__percent"),
            n_average_sum=Sum("marks__percent"),
            n_passed=Count("pk", filter=Q(marks__passed=True)),
            n_all_passed=Count("pk", filter=Q(marks__passed=True)),
        )
        .order_by(),
        columns,
    )
    add_up(cells, _attendance_cells(results))
    return cells


def _attendance_cells(results: QuerySet) -> Cells:
    attendances = results.model._meta.get_field("subject_attendances").related_model
    known = attendances._base_manager.filter(
        held__gt=0,
        result__in=_counted(results).values("pk"),
        result__marks__attempt=1,
        result__marks__subject=F("subject"),
    )
    columns = (*(f"result__{name}" for name in CELL), "subject_id")
    rows = known.values(*columns).annotate(
        n_attendance_known=Count("pk"), n_attendance_sum=Sum(percent_of("attended", "held"))
    )
    return _gathered(rows.order_by(), columns)


def _counted(results: QuerySet) -> QuerySet:
    # A result never derived (version 0) is in no summary yet, and so may not be taken out of one.
    return results.in_term().filter(version__gt=0)


def _gathered(rows: Iterable[dict], columns: tuple[str, ...]) -> Cells:
    cells: Cells = {}
    slots = _GradeSlots()
    for row in rows:
        counts = cells.setdefault(tuple(row[name] for name in columns), defaultdict(int))
        for name in row:
            if name.startswith("n_"):
                counts[name.removeprefix("n_")] += int(row[name] or 0)
        grade = row.get("grade") or row.get("marks__grade")
        if grade and (slot := slots.of(row["policy_version_id"], grade)):
            counts[slot] += row["n_students"]
        if row.get("risk"):
            counts[RISK_SLOTS[row["risk"]]] += row["n_students"]
    return cells


class _GradeSlots:
    """The column that counts a letter: the place of its band in the policy version.

    None for a letter of no band, which only somebody past the register can have written.
    """

    def __init__(self):
        self._letters: dict[int, dict[str, str]] = {}

    def of(self, version_id: int, letter: str) -> str | None:
        if version_id not in self._letters:
            letters = PolicyVersion.objects.get(pk=version_id).policy.letters
            self._letters[version_id] = dict(zip(letters, GRADE_SLOTS, strict=False))
        return self._letters[version_id].get(letter)
