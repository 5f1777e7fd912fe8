"""Attendance from month to month, where classes are taken one by one."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from analytics.metrics.counted import counted_presences
from analytics.metrics.few import LEAST
from analytics.metrics.figures import Figures
from students.rules.presence import ATTENDED


@dataclass(frozen=True)
class AttendanceMonth:
    """Entries in the registers of a month, of which so many present or late, of so many students.

    `few`: too few students to tell of them; the counts are then 0.
    """

    first: datetime.date
    entries: int = 0
    attended: int = 0
    students: int = 0
    few: bool = False


def attendance_months(figures: Figures, on: datetime.date) -> list[AttendanceMonth]:
    """The months with classes up to a day, the earliest first. One query beside the total."""
    if figures.total.few:
        return []
    rows = (
        counted_presences(figures.scope)
        .filter(session__on__lte=on)
        .annotate(month=TruncMonth("session__on"))
        .values("month")
        .annotate(
            entries=Count("pk"),
            attended=Count("pk", filter=Q(state__in=ATTENDED)),
            students=Count("result", distinct=True),
        )
    )
    return [_month(figures, row) for row in rows.order_by("month")]


def _month(figures: Figures, row: dict) -> AttendanceMonth:
    first = row.pop("month")
    if row["students"] < LEAST and not figures.scope.tells_of_few:
        return AttendanceMonth(first, few=True)
    return AttendanceMonth(first, **row)
