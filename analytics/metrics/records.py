"""The same tallies taken from the records themselves: for students who are no cell of a summary.

A mentor's mentees are scattered over classes. Tests hold these equal to the stored summaries.
"""

from collections.abc import Mapping

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from analytics.metrics.cells import BRANCH, SUBJECTS, OfBranches, OfSubjects, name_in
from analytics.metrics.tallies import COUNTED, Tally
from students.models import SubjectAttendance
from students.models.cells import ALL_PASSED
from students.models.expressions import percent_of

Columns = tuple[str, ...]
Tallied = list[tuple[Mapping, Tally]]


def branch_records(results: QuerySet) -> OfBranches:
    """Whole figures of these results, by branch. One query."""
    return [(name_in(row, BRANCH), tally) for row, tally in whole_records(results, BRANCH)]


def whole_records(results: QuerySet, named: Columns) -> Tallied:
    """Whole figures of these results for each value of these columns. One query."""
    groups = results.order_by().values(*named, "policy_version_id", "grade", "risk", "provisional")
    rows = groups.annotate(
        sum_students=Count("pk"),
        sum_assessed=Count("average"),
        sum_average_sum=Sum("average"),
        sum_attendance_known=Count("attendance"),
        sum_attendance_sum=Sum("attendance"),
        sum_passed=Count("pk", filter=Q(passed=True)),
        sum_all_passed=Count("pk", filter=ALL_PASSED),
        changed_at=Max("updated_at"),
    )
    return [(row, _tally(row)) for row in rows]


def subject_records(marks: QuerySet) -> OfSubjects:
    """Figures of each subject of these marks, branch by branch, but for attendance. One query."""
    found = marked_records(marks, (*_marked(BRANCH), *SUBJECTS))
    return [(name_in(row, _marked(BRANCH)), name_in(row, SUBJECTS), tally) for row, tally in found]


def marked_records(marks: QuerySet, named: Columns) -> Tallied:
    """Figures of these marks for each value of these columns, but for attendance. One query."""
    known = marks.order_by().annotate(
        policy_version_id=F("result__policy_version"),
        risk=F("result__risk"),
        provisional=F("result__provisional"),
    )
    groups = known.values(*named, "policy_version_id", "grade", "risk", "provisional")
    rows = groups.annotate(
        sum_students=Count("pk"),
        sum_assessed=Count("percent"),
        sum_average_sum=Sum("percent"),
        sum_passed=Count("pk", filter=Q(passed=True)),
        sum_all_passed=Count("pk", filter=Q(passed=True)),
        changed_at=Max("result__updated_at"),
    )
    return [(row, _tally(row)) for row in rows]


def subject_registers(marks: QuerySet) -> OfBranches:
    """Attendance in the one subject that these marks are of, by branch. One query."""
    found = registered_records(marks, _marked(BRANCH))
    return [(name_in(row, _marked(BRANCH)), tally) for row, tally in found]


def registered_records(marks: QuerySet, named: Columns) -> Tallied:
    """The same for each value of these columns. One query."""
    registers = SubjectAttendance.objects.filter(
        held__gt=0, result__in=marks.values("result"), subject__in=marks.values("subject")
    )
    rows = (
        registers.order_by()
        .values(*named)
        .annotate(
            sum_attendance_known=Count("pk"),
            sum_attendance_sum=Sum(percent_of("attended", "held")),
        )
    )
    return [(row, _tally(row)) for row in rows]


def _marked(columns: Columns) -> Columns:
    return tuple(f"result__{name}" for name in columns)


def _tally(row: Mapping) -> Tally:
    students = row.get("sum_students", 0)
    return Tally(
        **{name: int(row.get(f"sum_{name}") or 0) for name in COUNTED},
        provisional=students if row.get("provisional") else 0,
        risks={row["risk"]: students} if students else {},
        grades={(row["policy_version_id"], row["grade"]): students}
        if students and row["grade"]
        else {},
        changed_at=row.get("changed_at"),
        policies=frozenset({row["policy_version_id"]} if students else ()),
    )
