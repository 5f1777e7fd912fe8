"""Classes planned in the newest term, and those of one class taken one by one."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from students.demo.attendances import AttendancePlan, classes_held, classes_planned
from students.demo.calendars import DAY, TermPlan
from students.demo.classes import chance
from students.demo.curriculum import subjects_of
from students.demo.foundations import Foundation
from students.demo.plans import ClassPlan, Plan
from students.demo.rows import Rows
from students.demo.staffing import class_place
from students.models import ClassSession, PlannedClasses, SessionPresence, Subject
from students.rules.presence import ABSENT, EXCUSED, PRESENT

SATURDAY = 5


def plan_classes(plan: Plan, foundation: Foundation, rows: Rows, group: ClassPlan):
    """A number for every subject of the newest term."""
    for subject_id, planned, place in _newest(plan, foundation, group):
        rows.add(PlannedClasses, subject_id=subject_id, planned=planned, **place)


@dataclass(frozen=True)
class Sessions:
    """The sessions of one class by subject, so that each student's counts can be spread on them."""

    plan: Plan
    rows: Rows
    by_subject: dict[int, dict[int, datetime.date]]

    def attend(
        self, subject: Subject, result_id: int, roll_no: str, counts: AttendancePlan
    ) -> list[tuple[datetime.date, str]]:
        """A presence in every session, which together come to the counts; their days and states."""
        numbers = list(days := self.by_subject[subject.pk])
        rng = chance(self.plan, "presence", roll_no, subject.code)
        missed = rng.sample(numbers, counts.held - counts.attended)
        excused = set(missed[: counts.excused])
        found = []
        for number, day in days.items():
            state = EXCUSED if number in excused else ABSENT if number in missed else PRESENT
            self.rows.add(SessionPresence, session_id=number, result_id=result_id, state=state)
            found.append((day, state))
        return found


def counted(
    presences: list[tuple[datetime.date, str]],
) -> Callable[[datetime.date], AttendancePlan]:
    """What these presences came to at the end of a day."""

    def then(until: datetime.date) -> AttendancePlan:
        states = [state for day, state in presences if day <= until]
        return AttendancePlan(len(states), states.count(PRESENT), states.count(EXCUSED))

    return then


def sessions_of(
    plan: Plan, foundation: Foundation, rows: Rows, group: ClassPlan
) -> Sessions | None:
    """Those of the first class of the college; other classes keep totals by subject."""
    if group.ordinal or not foundation.plan.by_register:
        return None
    made, term = {}, foundation.plan.terms[0]
    found = enumerate(_newest(plan, foundation, group), start=1)
    for period, (subject_id, planned, place) in found:
        (held,) = classes_held((planned,), term.gone(plan.date))
        days = _days(term, plan.date, held)
        values = {"subject_id": subject_id, "period": period, **place}
        made[subject_id] = {
            rows.add(ClassSession, on=day.isoformat(), **values): day for day in days
        }
    return Sessions(plan, rows, made)


def _newest(plan: Plan, foundation: Foundation, group: ClassPlan):
    """Subject, classes of the whole term, and place, of each subject of the class."""
    place = class_place(foundation, group, 0)
    subjects = subjects_of(group.branch, place["semester"])
    rng = chance(plan, foundation.plan.code, "course", group.ordinal, 0)
    for subject, planned in zip(subjects, classes_planned(rng, len(subjects)), strict=True):
        yield foundation.subjects[subject.code].pk, planned, place


def _days(term: TermPlan, until: datetime.date, count: int) -> list[datetime.date]:
    """So many working days of the term up to a day, evenly spread, the last the latest."""
    days = [term.starts_on + day * DAY for day in range((until - term.starts_on).days + 1)]
    days = [day for day in days if day.weekday() < SATURDAY]
    return [days[place * len(days) // count - 1] for place in range(1, count + 1)]
