"""What is known early of single enrolments beside their activity: the first work, and classes."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from analytics.metrics.engagement.activities import EARLY_DAYS
from analytics.metrics.engagement.enrolments import Course, Key
from analytics.metrics.engagement.study import Study
from students.models import Component, ComponentMark, SessionPresence
from students.models.engagement import DAYS_IN_WEEK
from students.rules.grading import ABSENT, PENDING
from students.rules.presence import ATTENDED


@dataclass(frozen=True)
class FirstWork:
    """The piece of work due first in a course: the day it is due, and who handed it in on which.

    Days are those of the course, by result, None where nobody noted the day of work that was
    marked; a day that lies before the course is one of an earlier attempt, carried over.
    """

    due: int
    handed_in: dict[int, int | None]

    def is_missing(self, result: int) -> bool | None:
        """Whether it was not in on the day it was due; None where nobody can tell."""
        day = self.handed_in.get(result, self.due + 1)
        return None if day is None else day > self.due


def first_works(study: Study) -> dict[Key, FirstWork]:
    """By course; of those where days of handing in are noted at all. Two queries.

    It counts in the mark, and is due in the first half of the course: later is not early.
    """
    firsts = _first_components(study)
    marks = ComponentMark.objects.filter(component__in=firsts, mark__attempt=1)
    marks = marks.exclude(submitted_on__isnull=True, state__in=(PENDING, ABSENT)).order_by()
    days: dict[Key, dict] = defaultdict(dict)
    columns = ("component_id", "mark__result_id", "submitted_on")
    for component, result, on in marks.values_list(*columns):
        course, _due = firsts[component]
        days[course.key][result] = None if on is None else course.day(on)
    works = {course.key: FirstWork(due, days[course.key]) for course, due in firsts.values()}
    return {key: one for key, one in works.items() if any(map(_is_day, one.handed_in.values()))}


def _is_day(day: int | None) -> bool:
    return day is not None


def _first_components(study: Study) -> dict[int, tuple[Course, int]]:
    rows = Component.objects.filter(
        term__in=[term.pk for term in study.scope.terms],
        subject__in={subject for subject, _ in study.courses},
        due_on__isnull=False,
        weight__gt=0,
    )
    found, seen = {}, set()
    columns = ("pk", "subject_id", "term_id", "due_on")
    for pk, *key, due_on in rows.order_by("due_on", "pk").values_list(*columns):
        course = study.courses.get(tuple(key))
        if course and course.key not in seen:
            seen.add(course.key)
            if _is_early(course, due_on):
                found[pk] = (course, course.day(due_on))
    return found


def _is_early(course: Course, due_on: datetime.date) -> bool:
    return 0 <= course.day(due_on) <= course.weeks * DAYS_IN_WEEK // 2


def early_classes(study: Study) -> dict[tuple[int, int], tuple[int, int]]:
    """Classes gone to, and classes held that count, in the first weeks, by result and subject.

    Only where classes are taken one by one. An absence with leave is one, as in
    `students.rules.presence`. One query.
    """
    starts = {course.starts_on for course in study.courses.values()}
    if not starts:
        return {}
    within = Q(pk__in=())
    for start in starts:
        courses = [one for one in study.courses.values() if one.starts_on == start]
        until = start + datetime.timedelta(days=EARLY_DAYS)
        within |= Q(
            session__subject__in={one.key[0] for one in courses},
            session__term__in={one.key[1] for one in courses},
            session__on__gte=start,
            session__on__lt=until,
        )
    rows = SessionPresence.objects.filter(
        within, study.scope.narrowed("result__"), session__held=True
    )
    counted = (
        rows.order_by()
        .values_list("result_id", "session__subject_id")
        .annotate(
            attended=Count("pk", filter=Q(state__in=ATTENDED)),
            held=Count("pk"),
        )
    )
    return {(result, subject): (attended, held) for result, subject, attended, held in counted}
