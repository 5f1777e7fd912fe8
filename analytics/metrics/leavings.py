"""Students of finished terms: who left, how much they had missed, how late a fee was by then."""

from collections import defaultdict
from dataclasses import dataclass

from analytics.metrics.fee_standings import receipts, standing
from analytics.precincts import Cell, Precinct
from students.models import Admission, FeeDue, TermResult
from students.rules.fees import Due


@dataclass(frozen=True, slots=True)
class Leaving:
    """A student in a finished term; attendance in 1e-10 percent."""

    attendance: int
    days_late: int
    left: bool


def leavings(precinct: Precinct) -> list[Leaving]:
    """Of every finished term, where attendance is known. Four queries.

    Fees are as of the term's last day, or of the day on which they left the batch before it: what
    was not paid after somebody had left says nothing of who will leave.
    """
    rows = TermResult.objects.filter(
        institution__in=precinct.institution_ids,
        term__ends_on__lt=precinct.today,
        attendance__isnull=False,
    ).order_by("pk")
    dues, paid, went = _dues(precinct), receipts(precinct), _went(precinct)
    columns = ("student_id", "batch_id", "term__ends_on", "attendance", "status")
    found = []
    for student, batch, end, attendance, status in rows.values_list(*columns):
        on = min(end, went.get((student, batch), end))
        known = [one for one in paid[student] if one.on <= on]
        late = standing(student, Cell(0), dues[student], known, on).days_late
        found.append(Leaving(attendance, late, status == TermResult.Status.WITHDRAWN))
    return found


def _dues(precinct: Precinct) -> dict[int, list[Due]]:
    rows = FeeDue.objects.filter(student__institution__in=precinct.institution_ids).order_by()
    found = defaultdict(list)
    for student, key, on, amount in rows.values_list("student", "code_key", "due_on", "amount"):
        found[student].append(Due(key, on, int(amount.scaleb(2))))
    return found


def _went(precinct: Precinct) -> dict[tuple, object]:
    rows = Admission.objects.filter(
        student__institution__in=precinct.institution_ids, left_on__isnull=False
    )
    columns = ("student_id", "batch_id", "left_on")
    return {(student, batch): on for student, batch, on in rows.values_list(*columns)}
