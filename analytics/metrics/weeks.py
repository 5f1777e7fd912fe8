"""Attendance from week to week, where classes are taken one by one."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from analytics.metrics.counted import counted_presences
from analytics.metrics.few import LEAST
from analytics.metrics.figures import Figures
from analytics.metrics.tallies import ratio
from students.rules.presence import ATTENDED
from students.rules.shown import ATTENDANCE_PLACES
from students.rules.units import HUNDRED


@dataclass(frozen=True)
class Week:
    """A week by its Monday: entries in registers, of which so many present or late."""

    begins: datetime.date
    entries: int
    attended: int
    few: bool = False

    @property
    def percent(self) -> str:
        """In percent with one place; empty where it is of too few students."""
        return "" if self.few else ratio(self.attended * HUNDRED, self.entries, ATTENDANCE_PLACES)


def weeks(figures: Figures) -> list[Week]:
    """Every week with classes, the earliest first; nothing of too few students. One query."""
    if figures.total.few or not figures.total.students:
        return []
    days = (
        counted_presences(figures.scope)
        .values("session__on")
        .annotate(
            entries=Count("pk"),
            attended=Count("pk", filter=Q(state__in=ATTENDED)),
            students=Count("result", distinct=True),
        )
    )
    found = defaultdict(list)
    for day in days:
        on = day["session__on"]
        found[on - datetime.timedelta(days=on.weekday())].append(day)
    return [_week(figures, monday, found[monday]) for monday in sorted(found)]


def _week(figures: Figures, monday: datetime.date, days: list[dict]) -> Week:
    # At least as many students were there in the week as on its fullest day.
    few = not figures.scope.tells_of_few and max(day["students"] for day in days) < LEAST
    totals = (sum(day[name] for day in days) for name in ("entries", "attended"))
    return Week(monday, *totals, few=few)
