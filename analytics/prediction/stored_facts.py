"""What the register holds of a course besides who is in it, as arrays with days from its start."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from analytics.prediction.courses import DAYS_IN_WEEK, PAGE_KINDS, Dated, Parts, Weeks, Work
from analytics.prediction.stored_entries import Entry, entered
from analytics.prediction.stored_rows import CourseKey, Rows
from students.models import Component, ComponentMark, Enrolment, SessionPresence, WeeklyActivity
from students.models.expressions import whole
from students.rules.presence import ATTENDED

HANDED_IN_KINDS = ("assignment", "quiz", "midterm", "practical")
NOT_NOTED = None, False  # the day of handing in, and whether it was of an earlier attempt
WEEK = (
    *("week", "login_days", "last_day", "video_seconds", "forum_posts"),
    *(f"clicks_{kind}" for kind in PAGE_KINDS),
)


def weeks(rows: Rows, until: int) -> Weeks:
    """Activity in the weeks that begin by a day."""
    found = WeeklyActivity.objects.filter(
        enrolment__subject=rows.key.subject,
        enrolment__result__term=rows.key.term,
        week__lte=until // DAYS_IN_WEEK,
    ).order_by()
    stored = found.values_list("enrolment__result", *WEEK).iterator()
    row, columns = rows.table(stored, 1 + len(WEEK))
    week, days, last_day, videos, posts, *clicks = columns
    return Weeks(
        row=row,
        week=week.astype(int),
        days=days,
        last_day=np.nan_to_num(last_day),
        clicks=np.column_stack(clicks),
        videos=videos,
        posts=posts,
    )


@dataclass(frozen=True)
class PlacedParts:
    """What is due on a day before the end, with the place of each by its primary key and code.

    `most` are the highest scores, by place.
    """

    parts: Parts
    of: dict[int, int]
    of_code: dict[str, int]
    most: list[int]


def placed_parts(key: CourseKey) -> PlacedParts:
    found = list(
        Component.objects.filter(subject=key.subject, term=key.term, due_on__isnull=False)
        .filter(kind__in=HANDED_IN_KINDS)
        .order_by("due_on", "pk")
        .values_list("pk", "due_on", "weight", "kind", whole("max_score"), "code")
    )
    due = np.array([key.day(on) for _, on, *_ in found], float)
    weight = np.array([weight for _, _, weight, *_ in found], float)
    kind = np.array([kind for *_, kind, _, _ in found], str)
    return PlacedParts(
        Parts(due, weight, kind),
        {part[0]: place for place, part in enumerate(found)},
        {part[-1]: place for place, part in enumerate(found)},
        [most for *_, most, _ in found],
    )


def work(rows: Rows, placed: PlacedParts) -> Work:
    """What came of the parts: handed in on its day, with the score from the day it was entered.

    Of a part of which no score was entered while the course ran, as where a source is imported
    afterwards, nobody knows when it was marked: there the score counts from the day of handing in.
    """
    entries = list(entered(rows, placed.of_code))
    marked = {one.part for one in entries}
    submissions, found = {}, []
    for result, part, on, percent, banked in _submitted(rows, placed):
        submissions[result, part] = on, banked
        score = None if part in marked else percent
        found.append((result, part, on, score, banked, True, on, True))
    found += (_told(one, *submissions.get((one.result, one.part), NOT_NOTED)) for one in entries)
    row, (part, day, score, banked, made, submitted, stands) = rows.table(found, 8)
    return Work(row, part.astype(int), day, score, banked > 0, made > 0, submitted, stands > 0)


def _told(one: Entry, on: float | None, banked: bool) -> tuple:
    """An entry; of work that was handed in it says a score, and not whether there is any."""
    if on is None:
        return one.result, one.part, one.day, one.percent, False, one.made, None, one.stands
    return one.result, one.part, max(one.day, on), one.percent, banked, True, on, True


def _submitted(rows: Rows, placed: PlacedParts) -> Iterator[tuple]:
    """Result, part, day of handing in, percent now, whether of an earlier attempt."""
    found = ComponentMark.objects.filter(component__in=placed.of, submitted_on__isnull=False)
    columns = "mark__result", "component", "submitted_on", "banked", whole("score")
    day = cache(rows.key.day)
    for result, part, on, banked, score in found.order_by().values_list(*columns).iterator():
        place = placed.of[part]
        percent = None if score is None else score * 100 / placed.most[place]
        yield result, place, day(on), percent, banked


def classes(rows: Rows) -> Dated:
    """The classes held, attended or missed."""
    found = SessionPresence.objects.filter(
        session__subject=rows.key.subject, session__term=rows.key.term, session__held=True
    ).order_by()
    day = cache(rows.key.day)
    numbers = (
        (result, day(on), state in ATTENDED)
        for result, on, state in found.values_list("result", "session__on", "state").iterator()
    )
    row, (day, attended) = rows.table(numbers, 3)
    return Dated(row, day, attended)


def others(rows: Rows) -> Dated:
    """The same students' other subjects of the term: day of registering, of leaving as value."""
    found = (
        Enrolment.objects.filter(result__term=rows.key.term)
        .filter(result__enrolments__subject=rows.key.subject)
        .exclude(subject=rows.key.subject)
        .order_by()
        .values_list("result", "registered_on", "left_on")
    )
    numbers = ((result, *map(rows.key.day, days)) for result, *days in found.iterator())
    row, (registered, left) = rows.table(numbers, 3)
    return Dated(row, registered, left)
