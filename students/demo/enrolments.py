"""The students of a class as rows: themselves, their mentor, and a result for every term."""

import datetime

from students.demo.calendars import TermPlan
from students.demo.classes import StudentPlan, TermRecord, chance, is_published, students_of
from students.demo.curriculum import subjects_of
from students.demo.engagement import add_engagement
from students.demo.facts import Facts
from students.demo.foundations import Foundation
from students.demo.histories import DAY, History, stamp
from students.demo.plans import ClassPlan, Plan
from students.demo.rows import Rows
from students.demo.sessions import Sessions, plan_classes, sessions_of
from students.demo.staffing import class_place
from students.models import Mentorship, Student, TermResult
from students.rules.keys import key_of, name_key_of

MOST_DAYS_AGO, MOST_WHILE_RUNNING = 30, 3


def enrol(plan: Plan, foundation: Foundation, rows: Rows, group: ClassPlan, mentors: list[int]):
    """A class's students, shared out among its mentors."""
    plan_classes(plan, foundation, rows, group)
    sessions = sessions_of(plan, foundation, rows, group)
    since = foundation.plan.terms[-1].starts_on.isoformat()
    for place, planned in enumerate(students_of(plan, foundation.plan, group)):
        student_id = _student(foundation, rows, planned)
        mentor_id = mentors[place * len(mentors) // group.size]
        rows.add(Mentorship, staff_id=mentor_id, student_id=student_id, starts_on=since)
        for back, record in enumerate(planned.records):
            of_term = None if back else sessions
            _result(
                plan, foundation, rows, group, student_id, planned.roll_no, back, record, of_term
            )


def _student(foundation: Foundation, rows: Rows, planned: StudentPlan) -> int:
    return rows.add(
        Student,
        institution_id=foundation.institution.pk,
        roll_no=planned.roll_no,
        roll_key=key_of(planned.roll_no),
        name=planned.name,
        name_key=name_key_of(planned.name),
        email=f"{planned.roll_no.lower()}@students.example",
    )


def _result(
    plan,
    foundation,
    rows,
    group,
    student_id,
    roll_no,
    back: int,
    record: TermRecord,
    sessions: Sessions | None,
):
    place = class_place(foundation, group, back)
    institution_id = foundation.institution.pk
    result_id = rows.add(
        TermResult,
        student_id=student_id,
        institution_id=institution_id,
        batch_id=foundation.batches[foundation.plan.terms[0].batch(group.year)].pk,
        policy_version_id=foundation.policy.pk,
        **place,
    )
    keys = {
        "institution_id": institution_id,
        "term_id": place["term_id"],
        "student_id": student_id,
        "roll_no": roll_no,
        "at": known_at(plan, foundation.plan.terms[back], roll_no),
    }
    facts = Facts(plan, rows, result_id, History.of(plan, rows, keys, record.term))
    codes = [subject.code for subject in subjects_of(group.branch, place["semester"])]
    subjects = [foundation.subjects[code] for code in codes]
    for at, (subject, planned) in enumerate(zip(subjects, record.marks, strict=True)):
        components = foundation.components[record.term, subject.code] if planned.parts else ()
        facts.add_mark(subject, planned, components, is_published(group, at, newest=back == 0))
    facts.add_attendance(subjects, record, sessions)
    add_engagement(plan, foundation, rows, result_id, keys, record, subjects)


def known_at(plan: Plan, term: TermPlan, roll_no: str) -> str:
    """When the facts of a student's term came into the register, as the column is stored.

    Never today: its hour may be still to come.
    """
    most = MOST_WHILE_RUNNING if term.gone(plan.date) < 1 else MOST_DAYS_AGO
    days = chance(plan, "known", term.code, roll_no).randint(1, most)
    day = max(min(plan.date, term.ends_on) - datetime.timedelta(days=days), term.starts_on)
    return stamp(min(day, plan.date - DAY))
