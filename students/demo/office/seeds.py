"""Makes the demo's office: the institute whole, and of the colleges what an office keeps."""

from collections import Counter

from students.demo.calendars import BETWEEN, DAY, YEARS_OF_STUDY
from students.demo.classes import chance
from students.demo.foundations import Foundation
from students.demo.office.channels import PAGE_ALONE, PLATFORMS, fill_channels
from students.demo.office.institutes import Institute, lay_institute
from students.demo.office.ledgers import keep_college, keep_institute
from students.demo.office.ratings import train_batches, train_classes
from students.demo.office.trainees import enrol_institute
from students.demo.plans import THREE_TERMS_UP_TO, ClassPlan, Plan
from students.demo.rows import Rows
from students.models import Admission, TermResult

JOINING = 20  # days before the first semester, in which they join


def seed_office(plan: Plan, foundations: list[Foundation], rows: Rows) -> Counter:
    """Store it; how many rows of each kind. A large demo's colleges keep no fees."""
    institute = lay_institute(plan, foundations[0].institution.group, rows)
    enrol_institute(plan, institute, rows)
    made = rows.store()
    keep_institute(plan, institute, rows)
    train_batches(plan, institute, rows)
    _tell_of(plan, institute, rows)
    for foundation in foundations:
        if plan.students <= THREE_TERMS_UP_TO:
            _date_batches(foundation)
            _admit(plan, foundation, rows)
            keep_college(plan, foundation, rows)
            train_classes(plan, foundation, rows)
        platforms = PLATFORMS if foundation.plan.by_register else PAGE_ALONE
        beginnings = [term.starts_on for term in foundation.plan.terms]
        fill_channels(plan, foundation, platforms, beginnings, rows)
    return made + rows.store()


def _tell_of(plan: Plan, institute: Institute, rows: Rows):
    beginnings = [batch.starts_on for batch in institute.batches]
    fill_channels(plan, institute.foundation, PLATFORMS, beginnings, rows)


def _began(foundation: Foundation, group: ClassPlan):
    """The first day of a class's first semester."""
    newest = foundation.plan.terms[0]
    return newest.starts_on - (newest.semester(group.year) - 1) * BETWEEN


def _date_batches(foundation: Foundation):
    for group in foundation.plan.classes:
        batch = foundation.batches[foundation.plan.terms[0].batch(group.year)]
        batch.starts_on = _began(foundation, group)
        batch.ends_on = batch.starts_on + 2 * YEARS_OF_STUDY * BETWEEN - DAY
        batch.save()


def _admit(plan: Plan, foundation: Foundation, rows: Rows):
    """Every student into their batch, in the weeks before it began."""
    found = TermResult.objects.filter(term=foundation.terms[foundation.plan.terms[0]])
    columns = ("student_id", "student__roll_no", "batch_id", "batch__starts_on")
    for student_id, roll_no, batch_id, starts_on in found.order_by("pk").values_list(*columns):
        rng = chance(plan, "joined", roll_no)
        rows.add(
            Admission,
            student_id=student_id,
            batch_id=batch_id,
            admitted_on=(starts_on - rng.randint(0, JOINING) * DAY).isoformat(),
        )
