"""What the demo's students do online: one subject each, week by week, and what is known of them.

Who missed every part of it had withdrawn some weeks into the term, and did less and less before;
whoever fails fades more slowly. Only demos in which every class has three terms have it.
"""

import datetime
import json
from dataclasses import dataclass
from random import Random

from students.demo.calendars import DAY, LENGTH, WEEK
from students.demo.classes import TermRecord, chance
from students.demo.foundations import Foundation
from students.demo.marks import MarkPlan
from students.demo.mishaps import ONLINE
from students.demo.plans import THREE_TERMS_UP_TO, Plan
from students.demo.rows import Rows
from students.models import (
    EngagementChange,
    Enrolment,
    Outcome,
    StudentBackground,
    Subject,
    WeeklyActivity,
)
from students.rules.grading import ABSENT, mark_percent
from students.rules.units import SCALE

DAYS_IN_WEEK = 7
LEAVING, FADING = (5, 12), 4  # the weeks in which somebody leaves, and how long they fade before
DISTINCTION = 80 * SCALE
UNKNOWN_LEVEL = 0.35
SHARES = (("content", 0.4), ("quiz", 0.2), ("forum", 0.1), ("resource", 0.15), ("navigation", 0.1))


@dataclass(frozen=True)
class Online:
    """The subject a student takes online in a term, the mark in it, and when they left."""

    subject: Subject
    mark: MarkPlan
    left_in: int | None
    level: float

    def share(self, week: int, weeks: int) -> float:
        """How much of the usual is done in a week, from 0 to 1."""
        if self.left_in is not None:
            return min(max((self.left_in - week) / FADING, 0.0), 1.0)
        return 1.0 if self.level >= 0.5 else 1.0 - 0.6 * week / weeks


def add_engagement(
    plan: Plan,
    foundation: Foundation,
    rows: Rows,
    result_id: int,
    keys: dict,
    record: TermRecord,
    subjects: list[Subject],
    since: datetime.date | None = None,
):
    """An enrolment with its weeks, and a background, with the lines of history.

    `since`: the day on which a class began that did not begin with its term.
    """
    if plan.students > THREE_TERMS_UP_TO:
        return
    rng = chance(plan, "online", record.term.code, keys["roll_no"])
    online = _online(rng, record, subjects)
    starts_on = record.term.starts_on
    days = (min(plan.date, record.term.ends_on) + DAY - starts_on).days
    newest = record.term == foundation.plan.terms[0]
    began = max(starts_on, since or starts_on)
    said = {
        "registered_on": (began - datetime.timedelta(days=rng.randint(3, 40))).isoformat(),
        "left_on": _left_on(online, starts_on),
        "outcome": _outcome(foundation, online, newest),
    }
    enrolment_id = rows.add(Enrolment, result_id=result_id, subject_id=online.subject.pk, **said)
    place = {"subject_id": online.subject.pk, "subject_code": online.subject.code}
    _note(rows, keys | place, EngagementChange.Kind.ENROLMENT, said)
    first = (began - starts_on) // WEEK
    for week in range(first, -(-days // DAYS_IN_WEEK)):
        level = online.level * online.share(week, LENGTH // WEEK)
        _add_week(
            rng, rows, enrolment_id, week, level, min(days - DAYS_IN_WEEK * week, DAYS_IN_WEEK)
        )
    background = {"gender": rng.choice("FM"), "age": rng.randint(17, 23)}
    rows.add(StudentBackground, result_id=result_id, **background)
    _note(rows, keys, EngagementChange.Kind.BACKGROUND, background)


def _online(rng: Random, record: TermRecord, subjects: list[Subject]) -> Online:
    mark = record.marks[ONLINE]
    level = UNKNOWN_LEVEL if mark.score is None else mark.score / mark.max_score
    left_in = rng.randint(*LEAVING) if mark.state == ABSENT else None
    return Online(subjects[ONLINE], mark, left_in, level)


def _left_on(online: Online, starts_on: datetime.date) -> str | None:
    return None if online.left_in is None else (starts_on + online.left_in * WEEK).isoformat()


def _outcome(foundation: Foundation, online: Online, newest: bool) -> str:
    if online.left_in is not None:
        return str(Outcome.WITHDRAWN)
    percent = mark_percent(online.mark.state, online.mark.score, online.mark.max_score)
    if newest or percent is None:
        return ""
    if percent < foundation.policy.policy.pass_subject:
        return str(Outcome.FAILED)
    return str(Outcome.DISTINCTION if percent >= DISTINCTION else Outcome.PASSED)


def _add_week(rng: Random, rows: Rows, enrolment_id: int, week: int, level: float, known: int):
    """A week, of which so many days are over, as busy as the level says.

    One without a day of activity leaves no row.
    """
    days = min(max(round(rng.gauss(6 * level, 1.2) * known / DAYS_IN_WEEK), 0), known)
    if not (level and days):
        return
    visits = days * rng.randint(2, 8)
    clicks = visits * rng.randint(2, 5)
    kinds = {f"clicks_{kind}": int(clicks * share) for kind, share in SHARES}
    rows.add(
        WeeklyActivity,
        enrolment_id=enrolment_id,
        week=week,
        login_days=days,
        last_day=rng.randint(days - 1, known - 1),
        video_seconds=days * rng.randint(300, 1500),
        forum_posts=rng.randint(0, days // 2),
        visits=visits,
        clicks=clicks,
        clicks_other=clicks - sum(kinds.values()),
        **kinds,
    )


def _note(rows: Rows, keys: dict, kind: str, said: dict):
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    rows.add(EngagementChange, kind=str(kind), new=text, **keys)
