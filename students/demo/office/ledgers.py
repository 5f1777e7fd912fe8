"""The fees of an institution as rows: plans, dues, payments with receipts in the order of days."""

from collections.abc import Iterator
from dataclasses import dataclass

from students.demo.calendars import DAY
from students.demo.classes import chance
from students.demo.foundations import Foundation
from students.demo.office.courses import COURSES, BatchPlan
from students.demo.office.fees import DuePlan, PaymentPlan, habit, payments
from students.demo.office.institutes import Institute
from students.demo.plans import Plan
from students.demo.rows import Rows
from students.models import Admission, FeeDue, FeePlan, Payment, TermResult
from students.rules.keys import key_of

PAISE = 100
BETWEEN_INSTALMENTS = 60
SEMESTER = ((21, 45_000), (84, 17_500))  # days after a term began, and rupees
SEMESTER_OF_POLYTECHNIC = ((30, 18_000),)


@dataclass(frozen=True)
class Payer:
    """A student with what they owe; attendance in percent, where it is known."""

    student_id: int
    roll_no: str
    attendance: float | None
    plan_id: int
    dues: tuple[DuePlan, ...]


def keep_college(plan: Plan, foundation: Foundation, rows: Rows):
    """The semester fees of a college."""
    parts = SEMESTER if foundation.plan.by_register else SEMESTER_OF_POLYTECHNIC
    plans = {
        branch.pk: FeePlan.objects.create(
            institution=foundation.institution,
            code=f"{code}-SEM",
            title=f"Semester fee, {code}",
            branch=branch,
            amount=sum(amount for _, amount in parts),
            instalments=len(parts),
        )
        for code, branch in foundation.branches.items()
    }
    _keep(plan, foundation, rows, list(_of_college(foundation, plans, parts)))


def keep_institute(plan: Plan, institute: Institute, rows: Rows):
    """The course fees of the institute, in instalments from the beginning of the batch."""
    foundation = institute.foundation
    plans = {
        course.code: FeePlan.objects.create(
            institution=foundation.institution,
            code=course.code,
            title=f"{course.title}, complete",
            branch=foundation.branches[course.code],
            amount=course.fee,
            instalments=course.instalments,
        )
        for course in COURSES
    }
    _keep(plan, foundation, rows, list(_of_institute(institute, plans)))


def _of_college(foundation: Foundation, plans: dict[int, FeePlan], parts) -> Iterator[Payer]:
    terms = {stored.pk: term for term, stored in foundation.terms.items()}
    rows = TermResult.objects.filter(institution=foundation.institution)
    columns = ("student_id", "student__roll_no", "attendance", "branch_id", "term_id")
    by_student: dict[tuple, list] = {}
    # The newest term last, whose attendance counts.
    for row in rows.order_by("student__roll_key", "term__starts_on").values_list(*columns):
        by_student.setdefault(row[:2], []).append(row[2:])
    for (student_id, roll_no), found in by_student.items():
        dues = tuple(
            DuePlan(f"{terms[term].code}/{number}", terms[term].starts_on + days * DAY, amount)
            for _, _, term in found
            for number, (days, amount) in enumerate(parts, 1)
        )
        attendance, branch, _ = found[-1]
        yield Payer(student_id, roll_no, attendance, plans[branch].pk, dues)


def _of_institute(institute: Institute, plans: dict[str, FeePlan]) -> Iterator[Payer]:
    plan_of = {stored.pk: batch for batch, stored in institute.batches.items()}
    rows = Admission.objects.filter(batch__in=plan_of).order_by("student__roll_key")
    columns = ("student_id", "student__roll_no", "batch_id", "left_on")
    attendances = dict(
        TermResult.objects.filter(institution=institute.foundation.institution)
        .order_by("term__starts_on")
        .values_list("student_id", "attendance")
    )
    for student_id, roll_no, batch_id, left_on in rows.values_list(*columns):
        batch = plan_of[batch_id]
        dues = [due for due in _instalments(batch) if left_on is None or due.due_on < left_on]
        plan = plans[batch.course.code].pk
        yield Payer(student_id, roll_no, attendances.get(student_id), plan, tuple(dues))


def _instalments(batch: BatchPlan) -> Iterator[DuePlan]:
    course = batch.course
    for number in range(course.instalments):
        on = batch.starts_on + number * BETWEEN_INSTALMENTS * DAY
        yield DuePlan(str(number + 1), on, course.fee // course.instalments)


def _keep(plan: Plan, foundation: Foundation, rows: Rows, payers: list[Payer]):
    paid = []
    for payer in payers:
        rng = chance(plan, foundation.plan.code, "fees", payer.roll_no)
        for due in payer.dues:
            _add_due(rows, payer, due)
        how = habit(rng, payer.attendance)
        paid += [(one, payer) for one in payments(rng, how, payer.dues, plan.date)]
    paid.sort(key=lambda pair: pair[0].paid_on)  # those of a day in the order of the students
    for number, (one, payer) in enumerate(paid, 1):
        _add_payment(rows, foundation, payer, one, f"{foundation.plan.code}/{number:05}")


def _add_due(rows: Rows, payer: Payer, due: DuePlan):
    rows.add(
        FeeDue,
        student_id=payer.student_id,
        code=due.code,
        code_key=key_of(due.code),
        due_on=due.due_on.isoformat(),
        amount=due.amount * PAISE,
        plan_id=payer.plan_id,
    )


def _add_payment(rows: Rows, foundation: Foundation, payer: Payer, one: PaymentPlan, receipt: str):
    rows.add(
        Payment,
        institution_id=foundation.institution.pk,
        student_id=payer.student_id,
        receipt=receipt,
        receipt_key=key_of(receipt),
        kind=str(one.kind),
        paid_on=one.paid_on.isoformat(),
        amount=one.amount * PAISE,
        mode=str(one.mode),
        toward=key_of(one.toward),
    )
