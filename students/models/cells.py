"""What a set of results adds to the summaries: grouped queries, grades told apart in Python."""

from collections import defaultdict
from collections.abc import Mapping
from operator import itemgetter

from django.db.models import Count, F, Q, QuerySet, Sum

from students.models.expressions import percent_of
from students.models.policy import PolicyVersion
from students.models.summaries import CELL, GRADE_SLOTS, RISK_SLOTS, Cells, add_up

SOONEST = ("section", "subject", "risk", "grade")
POLICY = CELL.index("policy_version_id")
# As rules/outcome.py has it in Python: while a mark is awaited, nobody has passed them all.
ALL_PASSED = Q(passed__isnull=False, failed=0, provisional=False)


def result_cells(results: QuerySet) -> Cells:
    """Counts and sums of these results, by the cell they lie in."""
    counted = {
        "students": Count("pk"),
        "assessed": Count("average"),
        "average_sum": Sum("average"),
        "attendance_known": Count("attendance"),
        "attendance_sum": Sum("attendance"),
        "passed": Count("pk", filter=Q(passed=True)),
        "all_passed": Count("pk", filter=ALL_PASSED),
    }
    return _gathered(_counted(results), CELL, ("risk", "grade"), counted)


def subject_cells(results: QuerySet) -> Cells:
    """The same for each subject of these results; risk is that of the student."""
    passed = Count("pk", filter=Q(marks__passed=True))
    counted = {
        "students": Count("pk"),
        "assessed": Count("marks__percent"),
        "average_sum": Sum("marks__percent"),
        "passed": passed,
        "all_passed": passed,
    }
    first_attempts = _counted(results).filter(marks__attempt=1)
    columns = (*CELL, "marks__subject")
    cells = _gathered(first_attempts, columns, ("risk", "marks__grade"), counted)
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
    counted = {
        "attendance_known": Count("pk"),
        "attendance_sum": Sum(percent_of("attended", "held")),
    }
    return _gathered(known, (*(f"result__{name}" for name in CELL), "subject_id"), (), counted)


def _counted(results: QuerySet) -> QuerySet:
    # A result never derived (version 0) is in no summary yet, and so may not be taken out of one.
    return results.in_term().filter(version__gt=0)


def _gathered(
    rows: QuerySet, columns: tuple[str, ...], levels: tuple[str, ...], counted: Mapping[str, object]
) -> Cells:
    """What is `counted` of rows, by the cell their columns name; the first of it by risk and grade
    as well, where the columns of these are given as `levels`."""
    # What most rows differ in stands first: a database that sorts them looks no further.
    grouped = sorted((*columns, *levels), key=lambda name: not any(one in name for one in SOONEST))
    cell_of, start = itemgetter(*map(grouped.index, columns)), len(grouped)
    level_of = itemgetter(*map(grouped.index, (*levels, columns[POLICY])))
    named = {f"n_{name}": expression for name, expression in counted.items()}
    cells, slots = {}, _GradeSlots()
    for row in rows.order_by().values_list(*grouped).annotate(**named):
        counts = cells.setdefault(cell_of(row), defaultdict(int))
        for name, number in zip(counted, row[start:], strict=True):
            if number:
                counts[name] += int(number)
        if levels:
            risk, grade, policy = level_of(row)
            for slot in (RISK_SLOTS.get(risk), slots.of(policy, grade)):
                if slot:
                    counts[slot] += row[start]
    return cells


class _GradeSlots:
    """The column that counts a letter: the place of its band in the policy version.

    None for a letter of no band, which only somebody past the register can have written.
    """

    def __init__(self):
        self._letters: dict[int, dict[str, str]] = {}

    def of(self, version_id: int, letter: str) -> str | None:
        if not letter:
            return None
        if version_id not in self._letters:
            letters = PolicyVersion.objects.get(pk=version_id).policy.letters
            self._letters[version_id] = dict(zip(letters, GRADE_SLOTS, strict=False))
        return self._letters[version_id].get(letter)
