"""Students of finished terms: who left, how much they had missed, how late a fee was by then."""

from dataclasses import dataclass

from analytics.metrics.fee_lines import dues_by_student, receipts_by_student
from analytics.metrics.fee_standings import days_late
from analytics.precincts import Precinct
from students.models import Admission, FeeDue, Payment, TermResult


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
    ids, went = precinct.institution_ids, _went(precinct)
    dues = dues_by_student(FeeDue.objects.filter(student__institution__in=ids))
    paid = receipts_by_student(
        Payment.objects.filter(institution__in=ids, paid_on__lte=precinct.today)
    )
    columns = ("student_id", "batch_id", "term__ends_on", "attendance", "status")
    found = []
    for student, batch, end, attendance, status in rows.values_list(*columns):
        on = min(end, went.get((student, batch), end))
        known = [one for one in paid[student] if one.on <= on]
        late = days_late(dues[student], known, on)
        found.append(Leaving(attendance, late, status == TermResult.Status.WITHDRAWN))
    return found


def _went(precinct: Precinct) -> dict[tuple, object]:
    rows = Admission.objects.filter(
        student__institution__in=precinct.institution_ids, left_on__isnull=False
    )
    columns = ("student_id", "batch_id", "left_on")
    return {(student, batch): on for student, batch, on in rows.values_list(*columns)}
