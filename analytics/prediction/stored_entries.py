"""Scores of components as the history has them: what was entered, on which day.

What came in after the course was over, as when a whole term is imported, was known on none of its
days.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.utils import timezone

from analytics.prediction.stored_rows import Rows
from students.models import MarkChange, TermResult
from students.models.expressions import whole
from students.rules.grading import ABSENT, PRESENT

COLUMNS = "student_id", "component", "at", "new_state", whole("new_score"), whole("new_max")


@dataclass(frozen=True)
class Entry:
    """What was entered of a part; one that does not stand says that nothing is known any more."""

    result: int
    part: int
    day: float
    percent: float | None
    made: bool
    stands: bool


def entered(rows: Rows, places: dict[str, int]) -> Iterator[Entry]:
    """All that was entered while the course ran, in that order; `places` of parts are by code."""
    if not places:
        return
    results = dict(_of_course(rows).values_list("student", "pk"))
    day_of = local_days()
    for student, code, at, state, score, most in _changes(rows, places).iterator():
        result, part = results.get(student), places.get(code)
        if None in (result, part):
            continue
        made = state == PRESENT
        percent = score * 100 / most if made else None
        yield Entry(
            result, part, rows.key.day(day_of(at)), percent, made, state in (PRESENT, ABSENT)
        )


def local_days() -> Callable[[datetime.datetime], datetime.date]:
    """From a moment to its day here; the zone is looked up once, and each moment once."""
    zone = timezone.get_current_timezone()
    return cache(lambda at: at.astimezone(zone).date())


def _of_course(rows: Rows) -> QuerySet[TermResult]:
    key = rows.key
    return TermResult.objects.filter(term=key.term, enrolments__subject=key.subject).order_by()


def _changes(rows: Rows, places: dict[str, int]) -> QuerySet:
    """Those of the course's own days, in the order in which they came in."""
    key = rows.key
    over = datetime.datetime.combine(key.ends_on + datetime.timedelta(days=1), datetime.time.min)
    return (
        MarkChange.objects.filter(
            student_id__in=_of_course(rows).values("student"),
            term_id=key.term,
            subject_id=key.subject,
            component__in=places,
            attempt=1,
            at__lt=timezone.make_aware(over),
        )
        .order_by("pk")
        .values_list(*COLUMNS)
    )
