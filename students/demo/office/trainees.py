"""The students of the training institute as rows, batch by batch, and what they did."""

from dataclasses import replace
from random import Random

from students.demo import attendances, marks
from students.demo.calendars import DAY, WEEK, TermPlan
from students.demo.classes import TermRecord, chance
from students.demo.cohorts import Standing, standings
from students.demo.engagement import add_engagement
from students.demo.enrolments import known_at
from students.demo.facts import Facts
from students.demo.histories import History
from students.demo.names import person_name
from students.demo.office.courses import BatchPlan
from students.demo.office.institutes import BETTER_TRAINERS, TRAINERS, Institute
from students.demo.office.modules import PLANS
from students.demo.plans import Plan
from students.demo.rows import Rows
from students.models import Admission, ClassCharge, Student, Teaching, TermResult
from students.rules.grading import ABSENT, PRESENT
from students.rules.keys import key_of, name_key_of

ACTIVE, LEFT, COMPLETED = map(str, Admission.Standing.values)
LEAVING, MISSED = 0.07, 0.05
HELD = 48
FIRST_WEEKS, FIRST_MODULE = 2 * WEEK, 6 * WEEK
DIFFICULTIES = (3.0, 0.0, -4.0)


def enrol_institute(plan: Plan, institute: Institute, rows: Rows):
    """Teachings, students, admissions and a result for every term a student was there."""
    for batch in institute.batches:
        for term in institute.foundation.plan.terms:
            if batch.meets_in(term):
                _teach(institute, rows, batch, term)
        rng = chance(plan, institute.foundation.plan.code, "batch", batch.code)
        shift = BETTER_TRAINERS[batch.ordinal % TRAINERS]
        for place, standing in enumerate(standings(rng, batch.size, shift)):
            _enrol(plan, institute, rows, batch, place, standing)


def _teach(institute: Institute, rows: Rows, batch: BatchPlan, term: TermPlan):
    place, staff = place_of(institute, batch, term), institute.trainer(batch)
    rows.add(ClassCharge, staff_id=staff, **place)
    for subject in batch.course.subjects(batch.level(term)):
        number = institute.foundation.subjects[subject.code].pk
        rows.add(Teaching, staff_id=staff, subject_id=number, **place)


def _enrol(plan, institute, rows, batch: BatchPlan, place: int, standing: Standing):
    foundation = institute.foundation
    rng = chance(plan, foundation.plan.code, batch.code, place)
    roll_no, name = f"{batch.code}-{place + 1:02}", person_name(rng)
    student_id = rows.add(
        Student,
        institution_id=foundation.institution.pk,
        roll_no=roll_no,
        roll_key=key_of(roll_no),
        name=name,
        name_key=name_key_of(name),
        email=f"{roll_no.lower()}@learners.example",
    )
    terms = [term for term in foundation.plan.terms if batch.meets_in(term)]
    left_on = _left_on(rng, plan, batch)
    ended = left_on or (batch.ends_on + DAY if batch.ends_on < plan.date else None)
    rows.add(
        Admission,
        student_id=student_id,
        batch_id=institute.batches[batch].pk,
        admitted_on=(batch.starts_on - rng.randint(0, 24) * DAY).isoformat(),
        left_on=ended and ended.isoformat(),
        standing=LEFT if left_on else COMPLETED if ended else ACTIVE,
    )
    for term in terms:
        if left_on is None or left_on > term.starts_on:
            record = _record(rng, plan, foundation, batch, place, term, standing)
            _result(plan, institute, rows, batch, student_id, roll_no, record)


def _left_on(rng: Random, plan: Plan, batch: BatchPlan):
    day = batch.starts_on + rng.randint(40, 200) * DAY
    return day if rng.random() < LEAVING and day < plan.date else None


def _record(rng, plan, foundation, batch, place, term, standing) -> TermRecord:
    newest = term == foundation.plan.terms[0]
    level = standing.level + (0 if newest else rng.gauss(-1, 3))
    since = max(term.starts_on, batch.starts_on)
    missing = MISSED if since == term.starts_on else 0
    parts = chance(plan, "modules", term.code, batch.code, place)
    found = [
        marks.combined_mark(
            parts, percent, ABSENT if not at and rng.random() < missing else PRESENT, PLANS
        )
        for at, percent in enumerate(marks.percents(rng, level, DIFFICULTIES))
    ]
    if newest:  # the last module is still running, or the last two
        known = 1 if plan.date - since < FIRST_MODULE else len(found) - 1
        found[known:] = [marks.UNMARKED] * (len(found) - known)
    share = min((plan.date - since) / (term.ends_on - since), 1)
    total = attendances.total(rng, standing.attendance, (max(round(HELD * share), 1),))
    return TermRecord(term, tuple(found), total=total)


def _result(plan, institute, rows, batch, student_id, roll_no, record: TermRecord):
    foundation, place = institute.foundation, place_of(institute, batch, record.term)
    institution_id = foundation.institution.pk
    result_id = rows.add(
        TermResult,
        student_id=student_id,
        institution_id=institution_id,
        batch_id=institute.batches[batch].pk,
        policy_version_id=foundation.policy.pk,
        **place,
    )
    keys = {
        "institution_id": institution_id,
        "term_id": place["term_id"],
        "student_id": student_id,
        "roll_no": roll_no,
        "at": known_at(plan, record.term, roll_no),
    }
    history = History.of(plan, rows, keys, record.term)
    steps = tuple(step for step in history.steps if step[0] - batch.starts_on >= FIRST_WEEKS)
    facts = Facts(plan, rows, result_id, replace(history, steps=steps))
    plans = batch.course.subjects(place["semester"])
    subjects = [foundation.subjects[one.code] for one in plans]
    for subject, planned in zip(subjects, record.marks, strict=True):
        components = foundation.components[record.term, subject.code] if planned.parts else ()
        facts.add_mark(subject, planned, components, published=True)
    facts.add_attendance(subjects, record, None)
    add_engagement(plan, foundation, rows, result_id, keys, record, subjects, since=batch.starts_on)


def place_of(institute: Institute, batch: BatchPlan, term: TermPlan) -> dict:
    """The columns of a batch in a term."""
    return {
        "term_id": institute.foundation.terms[term].pk,
        "branch_id": institute.foundation.branches[batch.course.code].pk,
        "semester": batch.level(term),
        "section": batch.section,
    }
