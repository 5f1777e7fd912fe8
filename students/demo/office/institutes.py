"""The training institute as rows: its staff, its batches, and what their students did."""

from dataclasses import dataclass
from itertools import count

from students.demo.foundations import Foundation, term_of
from students.demo.office.courses import COURSES, BatchPlan, batches_of, institute_of
from students.demo.office.modules import assess
from students.demo.ordinances import ordain
from students.demo.plans import Plan
from students.demo.rows import Rows
from students.demo.staffing import staff_row
from students.models import (
    Batch,
    Branch,
    Group,
    Institution,
    Subject,
)

BETTER_TRAINERS = (4.0, 1.0, 0.0, -2.0, -5.0)  # points of an average, by the place of a trainer
TRAINERS = len(BETTER_TRAINERS)


@dataclass(frozen=True)
class Institute:
    """The institute in the database: what others stand on, its batches, its trainers' numbers."""

    foundation: Foundation
    batches: dict[BatchPlan, Batch]
    trainers: list[int]

    def trainer(self, batch: BatchPlan) -> int:
        """Who trains a batch."""
        return self.trainers[batch.ordinal % TRAINERS]


def lay_institute(plan: Plan, group: Group, rows: Rows) -> Institute:
    """Make the institute with its terms, courses, batches and trainers."""
    own = institute_of(plan)
    institution = Institution.objects.create(group=group, code=own.code, name=own.name)
    terms = {term: term_of(institution, term) for term in own.terms}
    branches = {
        one.code: Branch.objects.create(institution=institution, code=one.code, title=one.title)
        for one in COURSES
    }
    subjects = _subjects(institution)
    batches = {one: _batch(institution, branches, one) for one in batches_of(plan)}
    foundation = Foundation(
        own,
        institution,
        ordain(institution, terms[own.terms[-1]]),
        terms,
        branches,
        {one.code: stored for one, stored in batches.items()},
        subjects,
        assess(tuple(batches), terms, subjects),
    )
    numbers = count(1)
    trainers = [staff_row(plan, foundation, rows, next(numbers)) for _ in range(TRAINERS)]
    return Institute(foundation, batches, trainers)


def _batch(institution: Institution, branches: dict[str, Branch], plan: BatchPlan) -> Batch:
    return Batch.objects.create(
        institution=institution,
        code=plan.code,
        title=f"{plan.course.title}, {plan.starts_on:%B %Y}",
        branch=branches[plan.course.code],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


def _subjects(institution: Institution) -> dict[str, Subject]:
    plans = [one for course in COURSES for level in (1, 2) for one in course.subjects(level)]
    return {
        one.code: Subject.objects.create(
            institution=institution, code=one.code, title=one.title, kind=one.kind, credits=2
        )
        for one in plans
    }
