"""Taking an office file back, and confirming one that no longer fits."""

import pytest

from students.imports import runs
from students.imports.refusals import PlanStale, UndoRefused
from students.models import Correction, FeeDue, ImportRun, Payment, RecordChange
from students.tests import factories as make
from students.tests.imports.office.files import (
    corrections,
    dues,
    imported,
    office,
    payers,
    payments,
)

pytestmark = pytest.mark.django_db

FIRST = payments("A-1,R1,2026-05-03,500,payment,upi", "A-2,R2,04/05/2026,700,,")
CHANGED = payments("A-1,R1,2026-05-04,600,refund,", "A-3,R2,04/05/2026,800,,cash")


def test_undoing_new_payments_leaves_none_and_a_history():
    payers()
    before = office()
    run = imported("payments", FIRST).run

    summary = runs.undo(run)

    assert office() == before
    assert summary.values == {"payment": {"removed": 2}}
    kinds = RecordChange.objects.filter(model="payment").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["made", "made", "removed", "removed"]
    assert Correction.objects.filter(run=run).exists()  # what was found and stored stays told


def test_undoing_a_change_gives_the_former_values_back():
    payers()
    imported("payments", FIRST)
    before = office()
    run = imported("payments", CHANGED).run
    assert office() != before

    runs.undo(run)

    assert office() == before


def test_nothing_is_taken_back_when_a_record_was_changed_since():
    payers()
    run = imported("payments", FIRST).run
    paid = Payment.objects.get(receipt="A-1")
    paid.amount = 1
    paid.save()
    since = office()

    with pytest.raises(UndoRefused) as refusal:
        runs.undo(run)

    assert office() == since
    (problem,) = refusal.value.problems
    assert (problem.column, problem.reason) == ("payment A-1", "It was changed after the import.")


def test_all_but_the_changed_ones_are_taken_back_when_that_is_asked_for():
    payers()
    run = imported("payments", FIRST).run
    Payment.objects.filter(receipt="A-1").update(amount=1)

    runs.undo(run, except_edited=True)

    assert [paid.receipt for paid in Payment.objects.all()] == ["A-1"]
    assert ImportRun.objects.get(pk=run.pk).state == "undone"


def test_a_plan_that_no_longer_fits_is_drawn_up_anew_and_nothing_is_stored():
    of = payers()
    user = make.user("accountant")
    imported("payments", FIRST)
    run = runs.preview("payments", CHANGED, "f.csv", institution=of, user=user)
    Payment.objects.filter(receipt="A-1").update(amount=1)
    before = office()

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert office() == before
    run.refresh_from_db()
    olds = [item.old for row in runs.plan_of(run).rows("changed") for item in row.items]
    assert [old["amount"] for old in olds] == ["1"]
    runs.commit(run)
    assert Payment.objects.get(receipt="A-1").amount == 600


def test_a_payment_made_by_somebody_else_meanwhile_is_not_written_over():
    of = payers()
    run = runs.preview("payments", FIRST, "f.csv", institution=of)
    student = of.students.get(roll_no="R1")
    Payment.objects.create(
        institution=of, student=student, receipt="A-1", amount=5, paid_on="2026-01-01"
    )

    with pytest.raises(PlanStale):
        runs.commit(run)

    assert Payment.objects.get().amount == 5


def test_what_a_preview_shows_as_altered_is_what_is_stored_as_altered():
    of = payers()
    run = runs.preview("payments", FIRST, "f.csv", institution=of)
    plan = runs.plan_of(run)
    assert plan.mended == {"Date": {"normalised": 1}}
    assert [cell.became for row in plan.rows() for cell in row.cells if cell.became] == [
        "4 May 2026"
    ]

    runs.commit(run)

    assert corrections() == [(3, "Date", "04/05/2026", "4 May 2026", "normalised")]


def test_undoing_a_due_gives_its_day_and_amount_back():
    payers("R1")
    imported("dues", dues("R1,1,2026-06-15,10000"))
    run = imported("dues", dues("R1,1,2026-07-15,12500.5")).run
    assert str(FeeDue.objects.get().amount) == "12500.50"

    runs.undo(run)

    due = FeeDue.objects.get()
    assert (due.amount, due.due_on.isoformat()) == (10000, "2026-06-15")
