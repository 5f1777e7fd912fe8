"""Work that was due of every student of the current term, handed in or not.

Due is every assignment of a course for whoever was in it on its day, whether or not anything was
written down of the two: a source may keep only what was handed in. Work that was marked and has no
day is known neither as in time nor as late, and is left out; so are courses that note no days.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from analytics.metrics.office_cells import of_terms
from analytics.precincts import Precinct
from students.models import Component, ComponentMark, Enrolment, Mark
from students.rules.grading import ABSENT, EXEMPT, PENDING

NO_WORK = (0, 0, 0)
NOBODYS = Q(state=EXEMPT) | Q(banked=True)
UNKNOWN = Q(submitted_on__isnull=True) & ~Q(state__in=(PENDING, ABSENT))
Course = tuple[int, int]  # the numbers of subject and term


def work_due(precinct: Precinct) -> dict[int, tuple[int, int, int]]:
    """By result: assignments due before today, handed in, and handed in by their day. Four
    queries at most."""
    days = _due_days(precinct)
    if not days:
        return {}
    told, noted = _told(precinct)
    sums: dict[int, tuple[int, int, int]] = {}
    for result, course, left_on in _studying(precinct, days.keys() & noted):
        due = (
            days[course] if left_on is None else days[course][: bisect_left(days[course], left_on)]
        )
        left_out, handed, timely = told.get((result, *course), NO_WORK)
        so_far = sums.get(result, NO_WORK)
        counts = (len(due) - left_out, handed, timely)
        sums[result] = tuple(map(sum, zip(so_far, counts, strict=True)))
    return sums


def _due_days(precinct: Precinct) -> dict[Course, list[date]]:
    """The days that are over, in their order."""
    rows = Component.objects.filter(_is_due(precinct), of_terms(precinct)).order_by("due_on", "pk")
    days = defaultdict(list)
    for *course, on in rows.values_list("subject_id", "term_id", "due_on"):
        days[tuple(course)].append(on)
    return dict(days)


def _is_due(precinct: Precinct, prefix: str = "") -> Q:
    conditions = {"kind": Component.Kind.ASSIGNMENT, "due_on__lt": precinct.today}
    return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})


def _told(precinct: Precinct) -> tuple[dict, set[Course]]:
    """By result, subject and term: left out, handed in, in time; and the courses with any day."""
    left = Enrolment.objects.filter(
        result=OuterRef("mark__result"),
        subject=OuterRef("component__subject"),
        left_on__lte=OuterRef("component__due_on"),
    )
    rows = ComponentMark.objects.filter(
        ~Exists(left),
        _is_due(precinct, "component__"),
        of_terms(precinct, "mark__result__"),
        mark__attempt=1,
    )
    handed_in = ~NOBODYS & Q(submitted_on__lte=precinct.today)
    counts = (
        rows.order_by()
        .values_list("mark__result_id", "component__subject_id", "component__term_id")
        .annotate(
            left_out=Count("pk", filter=NOBODYS | UNKNOWN),
            handed=Count("pk", filter=handed_in),
            timely=Count("pk", filter=handed_in & Q(submitted_on__lte=F("component__due_on"))),
            noted=Count("submitted_on"),
        )
    )
    told, noted = {}, set()
    for result, subject, term, left_out, handed, timely, days in counts:
        told[result, subject, term] = (left_out, handed, timely)
        if days:
            noted.add((subject, term))
    return told, noted


def _studying(precinct: Precinct, courses: Collection[Course]) -> Iterator[tuple]:
    """Result, course and the day they left it, or None: who is enrolled or has a mark in it."""
    subjects = {subject for subject, _term in courses}
    within = of_terms(precinct, "result__") & Q(subject__in=subjects)
    columns = ("result_id", "subject_id", "result__term_id")
    enrolled = Enrolment.objects.filter(within).order_by()
    found = {tuple(row): left_on for *row, left_on in enrolled.values_list(*columns, "left_on")}
    marked = Mark.objects.filter(within, attempt=1).order_by().values_list(*columns)
    for row in marked:
        found.setdefault(tuple(row), None)
    for (result, *course), left_on in found.items():
        if tuple(course) in courses:
            yield result, tuple(course), left_on
