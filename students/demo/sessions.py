"""Classes planned in the newest term, and those of one class taken one by one."""

import datetime
from dataclasses import dataclass

from students.demo.attendances import AttendancePlan, classes_held
from students.demo.calendars import EXAMINATIONS, TermPlan
from students.demo.classes import chance
from students.demo.curriculum import subjects_of
from students.demo.foundations import Foundation
from students.demo.plans import ClassPlan, Plan
from students.demo.rows import Rows
from students.demo.staffing import class_place
from students.models import ClassSession, PlannedClasses, SessionPresence
from students.rules.presence import ABSENT, EXCUSED, PRESENT

STILL_TO_COME = 4, 12
SATURDAY = 5


def plan_classes(plan: Plan, foundation: Foundation, rows: Rows, group: ClassPlan):
    """A number for every subject of the newest term, a few more than were held."""
    rng = chance(plan, foundation.plan.code, "planned", group.ordinal)
    for subject_id, held, place in _newest(plan, foundation, group):
        planned = held + rng.randint(*STILL_TO_COME)
        rows.add(PlannedClasses, subject_id=subject_id, planned=planned, **place)


@dataclass(frozen=True)
class Sessions:
    """The sessions of one class by subject, so that each student's counts can be spread on them."""

    plan: Plan
    rows: Rows
    by_subject: dict[int, list[int]]

    def attend(self, subject_id: int, result_id: int, roll_no: str, counts: AttendancePlan):
        """A presence in every session, which together come to the counts."""
        numbers = self.by_subject[subject_id]
        rng = chance(self.plan, "presence", roll_no, subject_id)
        missed = rng.sample(numbers, counts.held - counts.attended)
        excused = set(missed[: counts.excused])
        for number in numbers:
            state = EXCUSED if number in excused else ABSENT if number in missed else PRESENT
            self.rows.add(SessionPresence, session_id=number, result_id=result_id, state=state)


def sessions_of(
    plan: Plan, foundation: Foundation, rows: Rows, group: ClassPlan
) -> Sessions | None:
    """Those of the first class of the college; other classes keep totals by subject."""
    if group.ordinal or not foundation.plan.by_register:
        return None
    made = {}
    for period, (subject_id, held, place) in enumerate(_newest(plan, foundation, group), start=1):
        days = _days(foundation.plan.terms[0], held)
        values = {"subject_id": subject_id, "period": period, **place}
        made[subject_id] = [rows.add(ClassSession, on=day.isoformat(), **values) for day in days]
    return Sessions(plan, rows, made)


def _newest(plan: Plan, foundation: Foundation, group: ClassPlan):
    """Subject, classes held as the registers say, and place, of each subject of the class."""
    place = class_place(foundation, group, 0)
    subjects = subjects_of(group.branch, place["semester"])
    rng = chance(plan, foundation.plan.code, "course", group.ordinal, 0)
    for subject, held in zip(subjects, classes_held(rng, len(subjects)), strict=True):
        yield foundation.subjects[subject.code].pk, held, place


def _days(term: TermPlan, count: int) -> list[datetime.date]:
    """So many working days of the term before its examinations, evenly spread."""
    whole = (term.ends_on - EXAMINATIONS - term.starts_on).days
    days = [term.starts_on + datetime.timedelta(days=day) for day in range(whole)]
    days = [day for day in days if day.weekday() < SATURDAY]
    return [days[place * len(days) // count] for place in range(count)]
