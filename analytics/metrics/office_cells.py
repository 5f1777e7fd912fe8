"""Where students are counted: by institution, branch and batch."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from analytics.fee_scopes import placed
from analytics.precincts import Cell, Precinct
from students.models import ResultTotal, Student


@dataclass(frozen=True)
class ResultCell:
    """Counts of the students of a cell in the current term; sums are of 1e-10 percent."""

    cell: Cell
    students: int
    assessed: int
    average_sum: int
    attendance_known: int
    attendance_sum: int
    passed: int
    all_passed: int


def of_terms(precinct: Precinct, prefix: str = "") -> Q:
    """The condition that a result is of the current term of these institutions."""
    return Q(**{f"{prefix}term__in": [term.pk for term in precinct.terms]})


def result_cells(precinct: Precinct) -> list[ResultCell]:
    """From the stored summaries, as the overview has them."""
    names = [name for name in ResultCell.__dataclass_fields__ if name != "cell"]
    rows = ResultTotal.objects.filter(of_terms(precinct)).order_by()
    rows = rows.values_list("institution_id", "branch_id", "batch_id")
    found = rows.annotate(**{f"sum_{name}": Sum(name) for name in names})
    return [
        # MariaDB gives sums of whole numbers as decimals.
        ResultCell(Cell(*row[:3]), *(int(number or 0) for number in row[3:]))
        for row in found
        if row[3]
    ]


def cells_of_students(precinct: Precinct) -> dict[int, Cell]:
    """Each student's cell where fees are counted: the one place that the fee pages give them."""
    students = Student.objects.filter(institution__in=precinct.institution_ids)
    rows = placed(students).order_by()
    return {
        pk: Cell(*cell)
        for pk, *cell in rows.values_list("pk", "institution_id", "branch_now", "batch_now")
    }
